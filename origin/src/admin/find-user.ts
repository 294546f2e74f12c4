import { User, Wallet } from '@frontrow/db';
import { AppError, type userLookup, type UserView } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { z } from 'zod';

type Found = UserView & { balance: number | null };

export type FindUser = ReturnType<typeof createFindUser>;

export function createFindUser({ knex }: { knex: Knex }) {
  return async function findUser(email: string): Promise<z.infer<typeof userLookup>> {
    const user = await knex(User.tableName)
      .leftJoin(Wallet.tableName, 'wallet.userId', 'user.id')
      .where('user.email', email)
      .first<Found | undefined>(
        'user.id',
        'user.email',
        'user.name',
        'user.role',
        'wallet.balance',
      );
    if (user === undefined) {
      throw new AppError('not_found', 'There is no account with this e-mail address.');
    }
    // An operator made by hand may have no wallet.
    return { user: { ...user, balance: user.balance ?? 0 } };
  };
}
