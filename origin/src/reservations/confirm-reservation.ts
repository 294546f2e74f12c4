import { Reservation, ReservationSeat, Seat } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { raw } from 'objection';
import { lockBuyerSchedule } from './holding/seat-limit.ts';

type PendingReservation = { id: number; scheduleId: number; amount: number };

/** Locks a buyer's own reservation for payment; refuses one that can no longer be paid. */
export async function lockPendingReservation(
  trx: Knex.Transaction,
  { userId, reservationId }: { userId: number; reservationId: number },
): Promise<PendingReservation> {
  const own = await Reservation.query(trx).findOne({ id: reservationId, userId });
  if (own === undefined) {
    throw new AppError('not_found', 'There is no such reservation.');
  }
  await lockBuyerSchedule(trx, { userId, scheduleId: own.scheduleId });
  const { status, lapsed } = await Reservation.query(trx)
    .findById(reservationId)
    .select('status', raw('held_until <= NOW(3) AS lapsed'))
    .forUpdate()
    .throwIfNotFound()
    .castTo<{ status: Reservation['status']; lapsed: 0 | 1 }>();
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
  const seats = await ReservationSeat.query(trx).where({ reservationId: id, live: 1 });
  const sold = await Seat.query(trx)
    .patch({ status: 'SOLD', heldUntil: null, version: raw('version + 1') })
    .where({ scheduleId, reservationId: id, status: 'HELD' })
    .whereIn(
      'seatNo',
      seats.map(({ seatNo }) => seatNo),
    )
    .where(raw('held_until > NOW(3)'));
  if (seats.length === 0 || sold < seats.length) {
    throw holdExpired();
  }
  const confirmed = await Reservation.query(trx)
    .patch({ status: 'CONFIRMED', ticketCode, confirmedAt: raw('NOW(3)') })
    .where({ id, status: 'PENDING' });
  if (confirmed !== 1) {
    throw holdExpired();
  }
}

function holdExpired(): AppError {
  return new AppError('hold_expired', 'The seats were held for too long; nothing was charged.');
}
