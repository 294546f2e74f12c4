import { setTimeout as sleep } from 'node:timers/promises';
import {
  classifyDatabaseError,
  createKnex,
  inTransaction,
  Reservation,
  ReservationSeat,
  Seat,
} from '@frontrow/db';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { raw } from 'objection';
import { describe, expect, it } from 'vitest';
import { auditMoneyAndSeats } from '../../testing/money-and-seats-audit.ts';
import { openSale, openShop, requestBy, signUpBuyers } from '../../testing/sale-fixture.ts';
import { holdNamed } from '../../testing/sale-steps.ts';
import { settleAll, times } from '../../testing/settle-all.ts';
import { useShop } from '../../testing/use-shop.ts';

const used = useShop();
/** Where a backstop of the schema is taken away. */
const careless = useShop();

const buyers = (count: number) => signUpBuyers(used.knex, count);
const hold = (userId: number, scheduleId: number, seatNos: number[]) =>
  holdNamed(used.shop, { userId, scheduleId, seatNos });

describe('one seat, two hundred buyers', () => {
  it('goes to exactly one, and the others learn which seat they lost', async () => {
    const scheduleId = await openSale(used.knex);
    const users = await buyers(200);

    const { done, refused } = await settleAll(users.map((id) => hold(id, scheduleId, [7])));

    expect(done).toHaveLength(1);
    expect(refused).toEqual({ seat_unavailable: 199 });
    expect(await auditMoneyAndSeats(used.knex)).toEqual([]);
  });

  it('would go to several if the hold looked first and wrote later', async () => {
    // The schema would catch it too: the unique key of live seats has to go for the proof.
    await careless.knex.raw('ALTER TABLE reservation_seat DROP INDEX reservation_seat_live');
    const scheduleId = await openSale(careless.knex);
    const users = await signUpBuyers(careless.knex, 20);

    await settleAll(users.map((id) => lookThenHold(careless.knex, id, scheduleId)));

    const violated = (await auditMoneyAndSeats(careless.knex)).map(({ check }) => check);
    expect(violated).toContain('I1 a seat belongs to one live reservation');
  });
});

/** The negative control: check, then act. */
function lookThenHold(knex: Knex, userId: number, scheduleId: number): Promise<void> {
  return inTransaction(knex, async (trx) => {
    const seat = await Seat.query(trx).findById([scheduleId, 7]);
    await sleep(20);
    if (seat?.status !== 'AVAILABLE') return;
    const heldUntil = raw('NOW(3) + INTERVAL 300 SECOND');
    const { id } = await Reservation.query(trx).insert({
      userId,
      scheduleId,
      amount: 100,
      heldUntil,
    });
    await Seat.query(trx)
      .patch({ status: 'HELD', reservationId: id, heldUntil })
      .findById([scheduleId, 7]);
    await ReservationSeat.query(trx).insert({
      reservationId: id,
      scheduleId,
      seatNo: 7,
      price: 100,
    });
  });
}

describe('overlapping baskets', () => {
  it('in opposite orders are held whole or not at all, and no deadlock reaches a buyer', async () => {
    const scheduleId = await openSale(used.knex, { rows: 1, seatsPerRow: 8 });
    const users = await buyers(60);
    const forward = [1, 2, 3, 4, 5];

    const { done, refused } = await settleAll(
      users.map((id, n) => hold(id, scheduleId, n % 2 === 0 ? forward : forward.toReversed())),
    );

    expect(done).toHaveLength(1);
    expect(refused).toEqual({ seat_unavailable: 59 });
  });

  it('would deadlock if each took its seats one by one, in its own order', async () => {
    const scheduleId = await openSale(used.knex, { rows: 1, seatsPerRow: 8 });
    const forward = [1, 2, 3, 4, 5];

    const outcomes = await Promise.all(
      times(12, (n) => updateOneByOne(scheduleId, n % 2 === 0 ? forward : forward.toReversed())),
    );

    expect(outcomes).toContain('retry');
  });

  it('of random seats never leave a part of a basket behind', async () => {
    const basket = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(basket, { minLength: 8, maxLength: 16 }), async (baskets) => {
        const scheduleId = await openSale(used.knex, { rows: 1, seatsPerRow: 12 });
        const users = await buyers(baskets.length);

        const { done, refused } = await settleAll(
          baskets.map((seats, n) => hold(users[n] ?? 0, scheduleId, seats)),
        );

        const held = done.flatMap(({ seats }) => seats.map(({ seatNo }) => seatNo));
        expect(new Set(held).size).toBe(held.length);
        expect(done.length + (refused.seat_unavailable ?? 0)).toBe(baskets.length);
        expect(await Seat.query(used.knex).where({ scheduleId, status: 'HELD' }).resultSize()).toBe(
          held.length,
        );
      }),
      { numRuns: 15 },
    );
    expect(await auditMoneyAndSeats(used.knex)).toEqual([]);
  });
});

/** The negative control: no common order of locks. What the database thought of it. */
async function updateOneByOne(scheduleId: number, seatNos: number[]): Promise<string> {
  try {
    await used.knex.transaction(async (trx) => {
      for (const seatNo of seatNos) {
        await Seat.query(trx)
          .findById([scheduleId, seatNo])
          .patch({ version: raw('version + 1') });
        await sleep(5);
      }
    });
    return 'done';
  } catch (error) {
    return classifyDatabaseError(error);
  }
}

describe('a pool of two connections', () => {
  it('carries forty holds at once: no transaction asks for a second connection', async () => {
    const narrow = createKnex(used.databaseUrl, { poolMax: 2, acquireTimeoutMs: 20_000 });
    try {
      const scheduleId = await openSale(used.knex, { rows: 8 });
      const users = await buyers(40);
      const { holdSeats } = openShop(narrow);
      const wanted = { bestAvailable: { sectionNo: 1, count: 2 } };

      const { done } = await settleAll(
        users.map((userId) => holdSeats(requestBy(userId), scheduleId, wanted)),
      );

      expect(done).toHaveLength(40);
    } finally {
      await narrow.destroy();
    }
  });
});

describe('many requests with one key', () => {
  it('make one hold and get one reply', async () => {
    const scheduleId = await openSale(used.knex);
    const [userId = 0] = await buyers(1);
    const request = requestBy(userId);
    const wanted = { seats: [{ seatNo: 1 }, { seatNo: 2 }] };

    const { done } = await settleAll(
      times(50, () => used.shop.holdSeats(request, scheduleId, wanted)),
    );

    expect(new Set(done.map(({ body }) => body)).size).toBe(1);
    expect(done.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await Reservation.query(used.knex).where({ userId }).resultSize()).toBe(1);
  });
});
