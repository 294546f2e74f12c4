import { inTransaction } from '@frontrow/db';
import type { PaymentReply, ReservationView } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { requestBy, type Shop } from './sale-fixture.ts';

type HoldStep = { userId: number; scheduleId: number; seatNos: number[] };

/** A hold of named seats under a new key; the reservation as the buyer sees it. */
export async function holdNamed(
  shop: Shop,
  { userId, scheduleId, seatNos }: HoldStep,
): Promise<ReservationView> {
  const seats = seatNos.map((seatNo) => ({ seatNo }));
  const reply = await shop.holdSeats(requestBy(userId), scheduleId, { seats });
  return JSON.parse(reply.body) as ReservationView;
}

/** A payment under a new key, made in no place. */
export async function payFor(
  shop: Shop,
  userId: number,
  reservationId: number,
): Promise<PaymentReply> {
  const reply = await shop.payReservation(requestBy(userId), { reservationId, place: undefined });
  return JSON.parse(reply.body) as PaymentReply;
}

/** Moves the end of a hold to `seconds` from now by the database's clock; negative for the past. */
export function moveHoldEnd(knex: Knex, reservationId: number, seconds: number): Promise<void> {
  return inTransaction(knex, async (trx) => {
    await trx.raw('SET @hold_end = NOW(3) + INTERVAL ? MICROSECOND', [Math.round(seconds * 1e6)]);
    await trx.raw('UPDATE reservation SET held_until = @hold_end WHERE id = ?', [reservationId]);
    await trx.raw(
      `UPDATE seat SET held_until = @hold_end WHERE reservation_id = ? AND status = 'HELD'`,
      [reservationId],
    );
  });
}
