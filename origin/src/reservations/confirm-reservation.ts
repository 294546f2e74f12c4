import { type Reservation, selectRow, selectRows, write } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { lockBuyerSchedule } from './holding/seat-limit.ts';

type PendingReservation = { id: number; scheduleId: number; amount: number };

/** Locks a buyer's own reservation for payment; refuses one that can no longer be paid. */
export async function lockPendingReservation(
  trx: Knex.Transaction,
  { userId, reservationId }: { userId: number; reservationId: number },
): Promise<PendingReservation> {
  const own = await selectRow<{ scheduleId: number; amount: number }>(
    trx,
    'SELECT schedule_id, amount FROM reservation WHERE id = ? AND user_id = ?',
    [reservationId, userId],
  );
  if (own === undefined) {
    throw new AppError('not_found', 'There is no such reservation.');
  }
  await lockBuyerSchedule(trx, { userId, scheduleId: own.scheduleId });
  const locked = await selectRow<{ status: Reservation['status']; lapsed: 0 | 1 }>(
    trx,
    'SELECT status, held_until <= NOW(3) AS lapsed FROM reservation WHERE id = ? FOR UPDATE',
    [reservationId],
  );
  if (locked === undefined) {
    throw new AppError('not_found', 'There is no such reservation.');
  }
  const { status, lapsed } = locked;
  if (status === 'EXPIRED' || (status === 'PENDING' && lapsed === 1)) {
    throw holdExpired();
  }
  if (status !== 'PENDING') {
    const sentence = status === 'CONFIRMED' ? 'It is paid already.' : 'It was released.';
    throw new AppError('reservation_not_pending', sentence);
  }
  return { id: reservationId, scheduleId: own.scheduleId, amount: own.amount };
}

/**
 * Sells the seats to the reservation that the caller has locked. The hold and its time are judged
 * here once more, by the database's clock: waiting for the wallet may have taken too long.
 */
export async function confirmReservation(
  trx: Knex.Transaction,
  { id, scheduleId }: PendingReservation,
  ticketCode: string,
): Promise<void> {
  const seats = await selectRows<{ seatNo: number }>(
    trx,
    'SELECT seat_no FROM reservation_seat WHERE reservation_id = ? AND live = 1',
    [id],
  );
  if (seats.length === 0) {
    throw holdExpired();
  }
  const { affectedRows: sold } = await write(
    trx,
    `UPDATE seat SET status = 'SOLD', held_until = NULL, version = version + 1
      WHERE schedule_id = ? AND reservation_id = ? AND status = 'HELD' AND seat_no IN (?)
        AND held_until > NOW(3)`,
    [scheduleId, id, seats.map(({ seatNo }) => seatNo)],
  );
  if (sold < seats.length) {
    throw holdExpired();
  }
  const { affectedRows: confirmed } = await write(
    trx,
    `UPDATE reservation SET status = 'CONFIRMED', ticket_code = ?, confirmed_at = NOW(3)
      WHERE id = ? AND status = 'PENDING'`,
    [ticketCode, id],
  );
  if (confirmed !== 1) {
    throw holdExpired();
  }
}

function holdExpired(): AppError {
  return new AppError('hold_expired', 'The seats were held for too long; nothing was charged.');
}
