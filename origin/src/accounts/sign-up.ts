import { classifyDatabaseError, inTransaction, User, Wallet } from '@frontrow/db';
import { AppError, type UserView } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { Logins, OpenedLogin } from './logins.ts';
import type { Passwords } from './passwords.ts';

type Deps = { knex: Knex; logins: Logins; passwords: Passwords };
type Input = { email: string; password: string; name: string; formerToken?: string | undefined };

export type LoggedIn = OpenedLogin & { user: UserView };
export type SignUp = ReturnType<typeof createSignUp>;

/** Makes a buyer's account with its empty wallet, and logs it in. */
export function createSignUp({ knex, logins, passwords }: Deps) {
  return async function signUp({ email, password, name, formerToken }: Input): Promise<LoggedIn> {
    const passwordHash = await passwords.hash(password);
    try {
      return await inTransaction(knex, async (trx) => {
        const { id } = await User.query(trx).insert({ email, name, passwordHash, role: 'buyer' });
        await Wallet.query(trx).insert({ userId: id, balance: 0 });
        const login = await logins.open(trx, id, formerToken);
        return { user: { id, email, name, role: 'buyer' }, ...login };
      });
    } catch (error) {
      if (classifyDatabaseError(error) === 'duplicate') {
        throw new AppError('email_taken', 'Log in with this e-mail address, or take another.', {
          cause: error,
        });
      }
      throw error;
    }
  };
}
