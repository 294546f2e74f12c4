import { Wallet } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';

/**
 * The pessimistic lock: nobody else changes this wallet until the transaction ends. It has to be
 * the transaction's first reading of the wallet; a balance that was read before is out of date.
 */
export async function lockWallet(trx: Knex.Transaction, userId: number): Promise<Wallet> {
  const wallet = await Wallet.query(trx).findById(userId).forUpdate();
  if (wallet === undefined) {
    throw new AppError('not_found', 'There is no wallet of this user.');
  }
  return wallet;
}
