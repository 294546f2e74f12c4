import { Seat } from '@frontrow/db';
import type { Knex } from 'knex';
import { raw } from 'objection';
import { type Choice, seatsLost } from '../choosing/choose-named-seats.ts';
import { whereTakeable } from '../free-seats.ts';

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
  const update = Seat.query(trx)
    .patch({
      status: 'HELD',
      reservationId,
      heldUntil,
      version: raw('version + 1'),
    })
    .where({ scheduleId })
    .whereIn('seatNo', seatNos);
  for (const { seatNo, version } of seats) {
    if (version !== undefined) {
      void update.where(raw('IF(seat_no = ?, version = ?, TRUE)', [seatNo, version]));
    }
  }
  const held = await whereTakeable(update, endedReservationIds);
  if (held < seatNos.length) {
    const ours = await Seat.query(trx)
      .where({ scheduleId, reservationId })
      .whereIn('seatNo', seatNos);
    const oursNos = new Set(ours.map(({ seatNo }) => seatNo));
    throw seatsLost(seatNos.filter((seatNo) => !oursNos.has(seatNo)));
  }
}
