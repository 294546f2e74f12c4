import type { Knex } from 'knex';
import { z } from 'zod';
import { User } from './models/user.ts';
import { Wallet } from './models/wallet.ts';
import { hashPassword } from './password-hash.ts';
import { classifyDatabaseError, inTransaction } from './transaction.ts';

const operator = z.object({
  email: z.email('is not an e-mail address').max(254).toLowerCase(),
  name: z.string().trim().min(1, 'is missing').max(80),
  password: z.string().min(14, 'must have at least 14 characters').max(128),
});

/** Makes the account of an operator. Throws an Error with a plain sentence when the input is not fit. */
export async function createOperator(knex: Knex, input: z.input<typeof operator>): Promise<User> {
  const parsed = operator.safeParse(input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new Error(`The operator was not made: ${problems.join('; ')}.`);
  }
  const { email, name, password } = parsed.data;
  const passwordHash = await hashPassword(password);
  try {
    return await inTransaction(knex, async (trx) => {
      const user = await User.query(trx).insert({ email, name, passwordHash, role: 'operator' });
      await Wallet.query(trx).insert({ userId: user.id, balance: 0 });
      return user;
    });
  } catch (error) {
    if (classifyDatabaseError(error) === 'duplicate') {
      throw new Error(`There is an account with the address ${email} already.`, { cause: error });
    }
    throw error;
  }
}
