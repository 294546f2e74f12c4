import type { Knex } from 'knex';

/**
 * Frees the seats that the reservations still hold, and no other: a seat that went on to somebody
 * else in the meantime carries another reservation. The caller has locked the reservations.
 */
export async function freeHeldSeats(
  trx: Knex.Transaction,
  reservationIds: number[],
): Promise<void> {
  if (reservationIds.length === 0) {
    return;
  }
  await trx.raw(
    `UPDATE reservation_seat rs
       STRAIGHT_JOIN seat s ON s.schedule_id = rs.schedule_id AND s.seat_no = rs.seat_no
        SET s.status = 'AVAILABLE', s.reservation_id = NULL, s.held_until = NULL,
            s.version = s.version + 1
      WHERE rs.reservation_id IN (?) AND s.reservation_id = rs.reservation_id AND s.status = 'HELD'`,
    [reservationIds],
  );
}
