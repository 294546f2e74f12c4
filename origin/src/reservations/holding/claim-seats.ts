import { selectRows, write } from '@frontrow/db';
import type { Knex } from 'knex';
import { type Choice, seatsLost } from '../choosing/choose-named-seats.ts';
import { takeable } from '../free-seats.ts';

/**
 * The optimistic lock: one conditional UPDATE over the seats in their order, which alone decides who
 * gets them. A seat that changed since it was chosen does not match, and then nothing is held.
 */
export async function claimSeats(
  trx: Knex.Transaction,
  claim: Choice & { scheduleId: number; reservationId: number; heldUntil: Date },
): Promise<void> {
  const { scheduleId, reservationId, heldUntil, seats, endedReservationIds } = claim;
  const seatNos = seats.map(({ seatNo }) => seatNo);
  const seen = seats.filter(({ version }) => version !== undefined);
  const free = takeable(endedReservationIds);
  const { affectedRows: held } = await write(
    trx,
    `UPDATE seat SET status = 'HELD', reservation_id = ?, held_until = ?, version = version + 1
      WHERE schedule_id = ? AND seat_no IN (?)
        ${'AND IF(seat_no = ?, version = ?, TRUE) '.repeat(seen.length)} AND ${free.sql}`,
    [
      reservationId,
      heldUntil,
      scheduleId,
      seatNos,
      ...seen.flatMap(({ seatNo, version = 0 }) => [seatNo, version]),
      ...free.bindings,
    ],
  );
  if (held < seatNos.length) {
    const ours = await selectRows<{ seatNo: number }>(
      trx,
      'SELECT seat_no FROM seat WHERE schedule_id = ? AND reservation_id = ? AND seat_no IN (?)',
      [scheduleId, reservationId, seatNos],
    );
    const oursNos = new Set(ours.map(({ seatNo }) => seatNo));
    throw seatsLost(seatNos.filter((seatNo) => !oursNos.has(seatNo)));
  }
}
