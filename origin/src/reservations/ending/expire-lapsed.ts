import { Reservation, ReservationSeat } from '@frontrow/db';
import type { Knex } from 'knex';
import { raw } from 'objection';

type WhenLocked = 'wait' | 'skip';

/**
 * Ends reservations whose hold is over, so that their seats may go to another buyer; returns those
 * that are ended for certain. A payment may be running on one of them: it holds the row, so with
 * `wait` we learn how it ended, and with `skip` the reservation is left out.
 * Reservations are always locked before seats, and in the order of their ids.
 */
export async function expireLapsed(
  trx: Knex.Transaction,
  reservationIds: number[],
  whenLocked: WhenLocked,
): Promise<number[]> {
  if (reservationIds.length === 0) {
    return [];
  }
  const query = Reservation.query(trx)
    .select('id', 'status', raw('held_until <= NOW(3) AS lapsed'))
    .whereIn('id', reservationIds)
    .orderBy('id')
    .forUpdate();
  const locked = await (whenLocked === 'skip' ? query.skipLocked() : query).castTo<
    { id: number; status: Reservation['status']; lapsed: 0 | 1 }[]
  >();
  const lapsed = locked.filter((row) => row.status === 'PENDING' && row.lapsed === 1);
  await endReservations(
    trx,
    lapsed.map(({ id }) => id),
    'EXPIRED',
  );
  const ended = locked.filter((row) => lapsed.includes(row) || hasEnded(row.status));
  return ended.map(({ id }) => id);
}

/** For PENDING reservations that the caller has locked. Their seat rows are the caller's affair. */
export async function endReservations(
  trx: Knex.Transaction,
  reservationIds: number[],
  status: 'RELEASED' | 'EXPIRED',
): Promise<void> {
  if (reservationIds.length === 0) {
    return;
  }
  await Reservation.query(trx).patch({ status }).whereIn('id', reservationIds);
  await ReservationSeat.query(trx).patch({ live: null }).whereIn('reservationId', reservationIds);
}

function hasEnded(status: Reservation['status']): boolean {
  return status === 'EXPIRED' || status === 'RELEASED';
}
