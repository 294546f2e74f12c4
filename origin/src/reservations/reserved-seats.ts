import { ReservationSeat } from '@frontrow/db';
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
  const rows = await ReservationSeat.query(db)
    .alias('rs')
    .join('seat as s', (on) =>
      on.on('s.scheduleId', 'rs.scheduleId').andOn('s.seatNo', 'rs.seatNo'),
    )
    .select('rs.reservationId', 'rs.seatNo', 'rs.price', 's.sectionNo', 's.version')
    .whereIn(
      'rs.reservationId',
      reservations.map(({ id }) => id),
    )
    .orderBy(['rs.reservationId', 'rs.seatNo'])
    .castTo<SeatRow[]>();
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
