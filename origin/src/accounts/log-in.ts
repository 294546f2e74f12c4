import { inTransaction, isDemoAccount, User } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { LoginAttempts } from './login-attempts.ts';
import type { Logins } from './logins.ts';
import type { Passwords } from './passwords.ts';
import type { LoggedIn } from './sign-up.ts';

type Deps = {
  knex: Knex;
  logins: Logins;
  passwords: Passwords;
  attempts: LoginAttempts;
  /** Whether the demo's accounts, whose password is public, may log in. */
  demoAccounts: boolean;
};
type Input = {
  email: string;
  password: string;
  clientIp: string | undefined;
  formerToken?: string | undefined;
  operatorsOnly?: boolean;
};

export type LogIn = ReturnType<typeof createLogIn>;

/** The answer to a wrong password and to an unknown e-mail address is the same, and takes as long. */
export function createLogIn({ knex, logins, passwords, attempts, demoAccounts }: Deps) {
  return async function logIn(input: Input): Promise<LoggedIn> {
    const { email, password, clientIp, formerToken, operatorsOnly = false } = input;
    await attempts.count({ email, clientIp });
    const user = await findMatch(email, password).catch(async (error: unknown) => {
      // Not judged, since too many log in just now, or MySQL is away: that must not lock anybody out.
      await attempts.giveBack({ email, clientIp });
      throw error;
    });
    if (user === undefined) {
      throw new AppError('credentials_wrong', 'Check both and try again.');
    }
    await attempts.giveBack({ email, clientIp });
    if (operatorsOnly && user.role !== 'operator') {
      throw new AppError('operator_required', 'This door is for operators.');
    }
    const login = await inTransaction(knex, (trx) => logins.open(trx, user.id, formerToken));
    const { id, name, role } = user;
    return { user: { id, email: user.email, name, role }, ...login };
  };

  /** The user of that address where the password is theirs; checked as slowly where there is none. */
  async function findMatch(email: string, password: string): Promise<User | undefined> {
    const user = await findUser(email);
    return (await passwords.matches(password, user?.passwordHash)) ? user : undefined;
  }

  async function findUser(email: string): Promise<User | undefined> {
    return isDemoAccount(email) && !demoAccounts ? undefined : User.query(knex).findOne({ email });
  }
}
