import { classifyDatabaseError, write } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { lockBalance, setBalance } from './lock-wallet.ts';

type Input = { userId: number; amount: number; reservationId: number };
/** `id`: of the ledger's entry. */
type Debit = { id: number; balanceAfter: number };

export type DebitWallet = ReturnType<typeof createDebitWallet>;

/** Takes the price of a reservation, within the caller's transaction; refuses what is not there. */
export function createDebitWallet() {
  return async function debitWallet(trx: Knex.Transaction, input: Input): Promise<Debit> {
    const { userId, amount, reservationId } = input;
    const before = await lockBalance(trx, userId);
    const balanceAfter = before - amount;
    if (balanceAfter < 0) {
      throw notEnough(before, amount);
    }
    try {
      await setBalance(trx, userId, balanceAfter);
      const { insertId: id } = await write(
        trx,
        `INSERT INTO ledger (user_id, kind, amount, balance_after, reservation_id)
         VALUES (?, 'PAYMENT', ?, ?, ?)`,
        [userId, -amount, balanceAfter, reservationId],
      );
      return { id, balanceAfter };
    } catch (error) {
      throw fromBackstop(error, before, amount) ?? error;
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
