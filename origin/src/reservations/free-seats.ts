import type { Seat } from '@frontrow/db';
import { type QueryBuilder, raw } from 'objection';

/**
 * Expiry is this predicate, not a job: a hold whose time is over keeps nobody out. Whoever takes
 * such a seat has to end its old reservation in the same transaction (`expireLapsed`).
 */
export const FREE = `(status = 'AVAILABLE' OR (status = 'HELD' AND held_until <= NOW(3)))`;

/** The reservation that a lapsed hold left on the seat, or null: the seat is simply free. */
export const LAPSED_RESERVATION = `IF(status = 'HELD' AND held_until <= NOW(3), reservation_id, NULL)`;

/** Seats that are free, or lapsed holds of the given reservations, which the caller has ended. */
export function whereTakeable(query: QueryBuilder<Seat, number>, endedReservationIds: number[]) {
  return query.where((either) => {
    void either.where({ status: 'AVAILABLE' }).orWhere((lapsed) => {
      void lapsed
        .where({ status: 'HELD' })
        .where(raw('held_until <= NOW(3)'))
        .whereIn('reservationId', endedReservationIds);
    });
  });
}
