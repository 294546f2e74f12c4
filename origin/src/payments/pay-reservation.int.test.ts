import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction, LedgerEntry, OutboxMessage, Reservation, Seat, Wallet } from '@frontrow/db';
import type { PaymentReply } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { raw } from 'objection';
import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { auditMoneyAndSeats } from '../testing/money-and-seats-audit.ts';
import { openSale, openShop, requestBy, signUpBuyers } from '../testing/sale-fixture.ts';
import { holdNamed, moveHoldEnd, payFor } from '../testing/sale-steps.ts';
import { settleAll, times } from '../testing/settle-all.ts';
import { useShop } from '../testing/use-shop.ts';
import { createDeliverOutbox, ROOM_COMPLETE } from './outbox.ts';
import type { Paid } from './pay-reservation.ts';
import { createTicketCode, TICKET_CODE } from './ticket-code.ts';

const used = useShop();
const buyer = async (balance: number) => (await signUpBuyers(used.knex, 1, balance))[0] ?? 0;
const newPlace = () => ({ room: 'main', placeId: randomBytes(16).toString('base64url') });

/** A buyer with `count` reservations of one seat each, at 100 points. */
async function buyerWithHolds(balance: number, count: number) {
  const scheduleId = await openSale(used.knex, { rows: 5, seatsPerRow: 10, seatLimit: 50 });
  const userId = await buyer(balance);
  const ids: number[] = [];
  for (let seatNo = 1; seatNo <= count; seatNo += 1) {
    ids.push((await holdNamed(used.shop, { userId, scheduleId, seatNos: [seatNo] })).id);
  }
  return { userId, scheduleId, ids };
}

describe('one wallet, fifty payments at once', () => {
  it('pays for exactly as many as it can, and never goes below zero', async () => {
    const { userId, ids } = await buyerWithHolds(1_750, 50);

    const { done, refused } = await settleAll(ids.map((id) => payFor(used.shop, userId, id)));

    expect(done).toHaveLength(17);
    expect(refused).toEqual({ points_not_enough: 33 });
    expect(await Wallet.query(used.knex).findById(userId)).toMatchObject({ balance: 50 });
    expect(await auditMoneyAndSeats(used.knex)).toEqual([]);
  });

  it('of one reservation takes the price once', async () => {
    const { userId, ids } = await buyerWithHolds(10_000, 1);

    const { done, refused } = await settleAll(
      times(30, () => payFor(used.shop, userId, ids[0] ?? 0)),
    );

    expect(done).toHaveLength(1);
    expect(refused).toEqual({ reservation_not_pending: 29 });
    expect(await Wallet.query(used.knex).findById(userId)).toMatchObject({ balance: 9_900 });
  });

  it('under one key have one effect and one reply', async () => {
    const { userId, ids } = await buyerWithHolds(10_000, 1);
    const request = requestBy(userId);
    const input = { reservationId: ids[0] ?? 0, place: newPlace() };

    const { done } = await settleAll(times(50, () => used.shop.payReservation(request, input)));

    expect(done).toHaveLength(50);
    expect(new Set(done.map(({ body }) => body)).size).toBe(1);
    expect(await LedgerEntry.query(used.knex).where({ userId, kind: 'PAYMENT' }).resultSize()).toBe(
      1,
    );
    const messages = await OutboxMessage.query(used.knex).where({ topic: ROOM_COMPLETE });
    expect(
      messages.filter(({ payload }) => payload['placeId'] === input.place.placeId),
    ).toHaveLength(1);
  });
});

describe('a payment', () => {
  it('answers with the ticket, the balance and what was paid', async () => {
    const { userId, scheduleId, ids } = await buyerWithHolds(150, 1);

    const reply = await payFor(used.shop, userId, ids[0] ?? 0);

    expect(reply).toMatchObject({
      payment: { amount: 100 },
      balance: 50,
      ticket: {
        holder: 'Buyer 0',
        reservation: { id: ids[0], status: 'CONFIRMED', heldUntil: null, secondsLeft: 0 },
      },
    } satisfies Partial<Record<keyof PaymentReply, unknown>>);
    expect(reply.ticket.code).toMatch(TICKET_CODE);
    expect(await Seat.query(used.knex).findById([scheduleId, 1])).toMatchObject({ status: 'SOLD' });
    expect(await used.shop.tickets.one(userId, reply.ticket.code)).toEqual(reply.ticket);
  });

  it('tells what is missing when there are not enough points, and keeps the hold', async () => {
    const { userId, ids } = await buyerWithHolds(99, 1);

    await expect(payFor(used.shop, userId, ids[0] ?? 0)).rejects.toMatchObject({
      code: 'points_not_enough',
      extra: { balance: 99, needed: 100 },
    });
    expect(await Reservation.query(used.knex).findById(ids[0] ?? 0)).toMatchObject({
      status: 'PENDING',
    });
  });

  it('is refused after the hold lapsed, and nothing is charged', async () => {
    const { userId, ids } = await buyerWithHolds(500, 1);
    await moveHoldEnd(used.knex, ids[0] ?? 0, -1);

    await expect(payFor(used.shop, userId, ids[0] ?? 0)).rejects.toMatchObject({
      code: 'hold_expired',
    });
    expect(await Wallet.query(used.knex).findById(userId)).toMatchObject({ balance: 500 });
  });

  it('is refused when the hold lapses while it waits for the wallet', async () => {
    const { userId, ids } = await buyerWithHolds(500, 1);
    await moveHoldEnd(used.knex, ids[0] ?? 0, 0.4);
    const busy = inTransaction(used.knex, async (trx) => {
      await Wallet.query(trx).findById(userId).forUpdate();
      await sleep(700);
    });
    await sleep(50);

    await expect(payFor(used.shop, userId, ids[0] ?? 0)).rejects.toMatchObject({
      code: 'hold_expired',
    });
    await busy;
    expect(await Wallet.query(used.knex).findById(userId)).toMatchObject({ balance: 500 });
  });

  it('of somebody else’s reservation finds nothing, also for a buyer of the same date', async () => {
    const { scheduleId, ids } = await buyerWithHolds(500, 1);
    const other = await buyer(500);
    await holdNamed(used.shop, { userId: other, scheduleId, seatNos: [2] });

    await expect(payFor(used.shop, other, ids[0] ?? 0)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await Wallet.query(used.knex).findById(other)).toMatchObject({ balance: 500 });
  });

  it('is refused by the schema when the code forgets the balance or the debit before', async () => {
    const { userId, ids } = await buyerWithHolds(100, 1);
    const debit = { userId, kind: 'PAYMENT', amount: -1, balanceAfter: 0 } as const;
    await payFor(used.shop, userId, ids[0] ?? 0);

    const below = Wallet.query(used.knex)
      .findById(userId)
      .patch({ balance: raw('balance - 1') });
    const twice = LedgerEntry.query(used.knex).insert({ ...debit, reservationId: ids[0] ?? 0 });

    await expect(below).rejects.toThrow(/wallet_balance_not_negative/);
    await expect(twice).rejects.toThrow(/ledger_debit/);
  });
});

describe('after a payment', () => {
  it('the place is completed, once its payment is committed', async () => {
    const place = newPlace();
    const seen: (Paid & { status: string | undefined })[] = [];
    const shop = openShop(used.knex, {
      async afterPayment(paid) {
        const { status } = (await Reservation.query(used.knex).findById(ids[0] ?? 0)) ?? {};
        seen.push({ ...paid, status });
      },
    });
    const { userId, scheduleId, ids } = await buyerWithHolds(500, 1);

    await shop.payReservation(requestBy(userId), { reservationId: ids[0] ?? 0, place });

    await vi.waitFor(() => expect(seen).toEqual([{ scheduleId, place, status: 'CONFIRMED' }]));
    await vi.waitFor(async () => expect(await undelivered(used.knex, place.placeId)).toBe(0));
  });

  it('a place that could not be completed is completed by the outbox, at least once', async () => {
    const place = newPlace();
    const shop = openShop(used.knex, { afterPayment: () => Promise.reject(new Error('away')) });
    const { userId, ids } = await buyerWithHolds(500, 1);
    await shop.payReservation(requestBy(userId), { reservationId: ids[0] ?? 0, place });
    await used.knex.raw('UPDATE outbox SET created_at = created_at - INTERVAL 1 MINUTE');
    const completed: unknown[] = [];
    let failures = 1;
    const deliver = createDeliverOutbox({
      knex: used.knex,
      logger: pino({ level: 'silent' }),
      handlers: {
        [ROOM_COMPLETE](payload) {
          if (failures-- > 0) return Promise.reject(new Error('away'));
          completed.push(payload);
          return Promise.resolve();
        },
      },
    });

    await deliver();
    expect(await undelivered(used.knex, place.placeId)).toBe(1);
    await deliver();
    await deliver();

    expect(completed).toContainEqual(place);
    expect(await undelivered(used.knex, place.placeId)).toBe(0);
  });
});

async function undelivered(knex: Knex, placeId: string): Promise<number> {
  const messages = await OutboxMessage.query(knex).whereNull('deliveredAt');
  return messages.filter(({ payload }) => payload['placeId'] === placeId).length;
}

describe('the audit', () => {
  it('sees a wallet that was debited without its lock', async () => {
    const { userId, ids } = await buyerWithHolds(10_000, 20);

    await settleAll(ids.map((id) => payWithoutLock(used.knex, userId, id)));

    const violated = (await auditMoneyAndSeats(used.knex)).map(({ check }) => check);
    expect(violated).toContain('I3 a balance is the sum of its ledger');
  });
});

/** The negative control: everything as it should be, but no FOR UPDATE on the wallet. */
function payWithoutLock(knex: Knex, userId: number, reservationId: number): Promise<void> {
  return inTransaction(knex, async (trx) => {
    const wallet = await Wallet.query(trx).findById(userId).throwIfNotFound();
    const balanceAfter = wallet.balance - 100;
    await wallet.$query(trx).patch({ balance: balanceAfter });
    await LedgerEntry.query(trx).insert({
      userId,
      kind: 'PAYMENT',
      amount: -100,
      balanceAfter,
      reservationId,
    });
    await Seat.query(trx).patch({ status: 'SOLD', heldUntil: null }).where({ reservationId });
    await Reservation.query(trx)
      .findById(reservationId)
      .patch({ status: 'CONFIRMED', confirmedAt: raw('NOW(3)'), ticketCode: createTicketCode() });
  });
}
