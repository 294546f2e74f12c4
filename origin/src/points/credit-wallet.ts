import { LedgerEntry } from '@frontrow/db';
import { AppError, MAX_BALANCE } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { lockBalance, setBalance } from './lock-wallet.ts';

type Input = {
  userId: number;
  kind: 'CHARGE' | 'GRANT';
  /** Whole points, more than 0. */
  amount: number;
  /** Why an operator granted them; kept with the entry. */
  reason?: string;
};

export type CreditWallet = ReturnType<typeof createCreditWallet>;

/** Adds points within the caller's transaction, which must not have read the wallet before. */
export function createCreditWallet() {
  return async function creditWallet(trx: Knex.Transaction, input: Input): Promise<LedgerEntry> {
    const { userId, kind, amount, reason = null } = input;
    const before = await lockBalance(trx, userId);
    const balance = before + amount;
    if (balance > MAX_BALANCE) {
      throw new AppError('balance_limit_reached', `A wallet holds at most ${MAX_BALANCE} points.`, {
        extra: { balance: before, limit: MAX_BALANCE },
      });
    }
    await setBalance(trx, userId, balance);
    return LedgerEntry.query(trx).insertAndFetch({
      userId,
      kind,
      amount,
      balanceAfter: balance,
      reason,
    });
  };
}
