import { selectRows } from '@frontrow/db';
import type { ReservedSeat } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { Layouts } from './layout-index.ts';

type SeatRow = Omit<ReservedSeat, 'section' | 'row' | 'seat'> & { reservationId: number };

/** The seats of reservations, by reservation id, with the labels that are printed on them. */
export async function readReservedSeats(
  db: Knex,
  layouts: Layouts,
  reservations: { id: number; layoutId: number }[],
): Promise<Map<number, ReservedSeat[]>> {
  if (reservations.length === 0) {
    return new Map();
  }
  const rows = await selectRows<SeatRow>(
    db,
    `SELECT rs.reservation_id, rs.seat_no, rs.price, s.section_no, s.version
       FROM reservation_seat rs
       JOIN seat s ON s.schedule_id = rs.schedule_id AND s.seat_no = rs.seat_no
      WHERE rs.reservation_id IN (?)
      ORDER BY rs.reservation_id, rs.seat_no`,
    [reservations.map(({ id }) => id)],
  );
  const byReservation = Map.groupBy(rows, ({ reservationId }) => reservationId);
  const seats = new Map<number, ReservedSeat[]>();
  for (const { id, layoutId } of reservations) {
    const layout = await layouts(db, layoutId);
    const own = byReservation.get(id) ?? [];
    seats.set(
      id,
      own.map(({ seatNo, price, version }) => ({
        seatNo,
        price,
        version,
        ...layout.labelOf(seatNo),
      })),
    );
  }
  return seats;
}
