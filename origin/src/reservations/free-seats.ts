/**
 * Expiry is this predicate, not a job: a hold whose time is over keeps nobody out. Whoever takes
 * such a seat has to end its old reservation in the same transaction (`expireLapsed`).
 */
export const FREE = `(status = 'AVAILABLE' OR (status = 'HELD' AND held_until <= NOW(3)))`;

/** The reservation that a lapsed hold left on the seat, or null: the seat is simply free. */
export const LAPSED_RESERVATION = `IF(status = 'HELD' AND held_until <= NOW(3), reservation_id, NULL)`;

/** Seats that are free, or lapsed holds of the given reservations, which the caller has ended. */
export function takeable(endedReservationIds: number[]): { sql: string; bindings: number[][] } {
  if (endedReservationIds.length === 0) {
    return { sql: `status = 'AVAILABLE'`, bindings: [] };
  }
  return {
    sql: `(status = 'AVAILABLE'
           OR (status = 'HELD' AND held_until <= NOW(3) AND reservation_id IN (?)))`,
    bindings: [endedReservationIds],
  };
}
