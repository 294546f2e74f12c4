import { classifyDatabaseError, LedgerEntry } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { lockWallet } from './lock-wallet.ts';

type Input = { userId: number; amount: number; reservationId: number };

export type DebitWallet = ReturnType<typeof createDebitWallet>;

/** Takes the price of a reservation, within the caller's transaction; refuses what is not there. */
export function createDebitWallet() {
  return async function debitWallet(trx: Knex.Transaction, input: Input): Promise<LedgerEntry> {
    const { userId, amount, reservationId } = input;
    const wallet = await lockWallet(trx, userId);
    const balance = wallet.balance - amount;
    if (balance < 0) {
      throw notEnough(wallet.balance, amount);
    }
    try {
      await wallet.$query(trx).patch({ balance });
      return await LedgerEntry.query(trx).insertAndFetch({
        userId,
        kind: 'PAYMENT',
        amount: -amount,
        balanceAfter: balance,
        reservationId,
      });
    } catch (error) {
      throw fromBackstop(error, wallet.balance, amount) ?? error;
    }
  };
}

/** The schema's own guards; the lock above should never let it come to them. */
function fromBackstop(error: unknown, balance: number, needed: number): AppError | undefined {
  const kind = classifyDatabaseError(error);
  if (kind === 'check_failed') {
    return notEnough(balance, needed, error);
  }
  if (kind === 'duplicate') {
    return new AppError('reservation_not_pending', 'This reservation is paid already.', {
      cause: error,
    });
  }
  return undefined;
}

function notEnough(balance: number, needed: number, cause?: unknown): AppError {
  return new AppError(
    'points_not_enough',
    `The wallet holds ${balance} points; ${needed} are needed.`,
    {
      extra: { balance, needed },
      cause,
    },
  );
}
