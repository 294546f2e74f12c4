import { inTransaction, Reservation } from '@frontrow/db';
import { AppError, type ReservationView } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { raw } from 'objection';
import type { ReservationViews } from '../reservation-views.ts';
import { endReservations } from './expire-lapsed.ts';
import { freeHeldSeats } from './free-held-seats.ts';

type Deps = {
  knex: Knex;
  views: ReservationViews;
  invalidateSchedule: (scheduleId: number) => void;
};
type Input = { userId: number; reservationId: number };

export type ReleaseReservation = ReturnType<typeof createReleaseReservation>;

/** Gives up a hold before its time. Harmless when repeated; a paid reservation stays. */
export function createReleaseReservation({ knex, views, invalidateSchedule }: Deps) {
  return async function releaseReservation(input: Input): Promise<ReservationView> {
    const view = await inTransaction(knex, async (trx) => {
      await release(trx, input);
      return views.readOne(trx, input.reservationId);
    });
    invalidateSchedule(view.schedule.id);
    return view;
  };
}

async function release(trx: Knex.Transaction, { userId, reservationId }: Input): Promise<void> {
  const reservation = await Reservation.query(trx)
    .findOne({ id: reservationId, userId })
    .select('status', raw('held_until <= NOW(3) AS lapsed'))
    .forUpdate()
    .castTo<{ status: Reservation['status']; lapsed: 0 | 1 } | undefined>();
  if (reservation === undefined) {
    throw new AppError('not_found', 'There is no such reservation.');
  }
  if (reservation.status === 'CONFIRMED') {
    throw new AppError('reservation_not_pending', 'This reservation is paid.');
  }
  if (reservation.status === 'PENDING') {
    await freeHeldSeats(trx, [reservationId]);
    await endReservations(trx, [reservationId], reservation.lapsed === 1 ? 'EXPIRED' : 'RELEASED');
  }
}
