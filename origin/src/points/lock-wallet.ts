import { selectRow, write } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';

/**
 * The pessimistic lock: nobody else changes this wallet until the transaction ends. It has to be
 * the transaction's first reading of the wallet; a balance that was read before is out of date.
 */
export async function lockBalance(trx: Knex.Transaction, userId: number): Promise<number> {
  const wallet = await selectRow<{ balance: number }>(
    trx,
    'SELECT balance FROM wallet WHERE user_id = ? FOR UPDATE',
    [userId],
  );
  if (wallet === undefined) {
    throw new AppError('not_found', 'There is no wallet of this user.');
  }
  return wallet.balance;
}

/** Of a wallet that `lockBalance` has locked. */
export async function setBalance(
  trx: Knex.Transaction,
  userId: number,
  balance: number,
): Promise<void> {
  await write(trx, 'UPDATE wallet SET balance = ? WHERE user_id = ?', [balance, userId]);
}
