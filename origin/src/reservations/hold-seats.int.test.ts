import { setTimeout as sleep } from 'node:timers/promises';
import {
  classifyDatabaseError,
  createKnex,
  inTransaction,
  Reservation,
  ReservationSeat,
  Seat,
} from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import type { ReservationView } from '@frontrow/protocol';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { raw } from 'objection';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditMoneyAndSeats } from '../testing/money-and-seats-audit.ts';
import { openSale, openShop, requestBy, type Shop, signUpBuyers } from '../testing/sale-fixture.ts';
import { settleAll, times } from '../testing/settle-all.ts';

let database: TestDatabase;
let knex: Knex;
let shop: Shop;

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl, { poolMax: 20, acquireTimeoutMs: 30_000 });
  shop = openShop(knex);
});
afterAll(async () => {
  await knex.destroy();
  await database.drop();
});

const buyers = (count: number) => signUpBuyers(knex, count);

async function hold(
  userId: number,
  scheduleId: number,
  seatNos: number[],
): Promise<ReservationView> {
  const seats = seatNos.map((seatNo) => ({ seatNo }));
  const reply = await shop.holdSeats(requestBy(userId), scheduleId, { seats });
  return JSON.parse(reply.body) as ReservationView;
}

describe('one seat, two hundred buyers', () => {
  it('goes to exactly one, and the others learn which seat they lost', async () => {
    const scheduleId = await openSale(knex);
    const users = await buyers(200);

    const { done, refused } = await settleAll(users.map((id) => hold(id, scheduleId, [7])));

    expect(done).toHaveLength(1);
    expect(refused).toEqual({ seat_unavailable: 199 });
    expect(await auditMoneyAndSeats(knex)).toEqual([]);
  });

  it('would go to several if the hold looked first and wrote later', async () => {
    const own = await createTestDatabase();
    const careless = createKnex(own.databaseUrl, { poolMax: 20, acquireTimeoutMs: 30_000 });
    try {
      // The schema would catch it too: the unique key of live seats has to go for the proof.
      await careless.raw('ALTER TABLE reservation_seat DROP INDEX reservation_seat_live');
      const scheduleId = await openSale(careless);
      const users = await signUpBuyers(careless, 20);

      await settleAll(users.map((id) => lookThenHold(careless, id, scheduleId)));

      const violated = (await auditMoneyAndSeats(careless)).map(({ check }) => check);
      expect(violated).toContain('I1 a seat belongs to one live reservation');
    } finally {
      await careless.destroy();
      await own.drop();
    }
  });
});

/** The negative control: check, then act. */
function lookThenHold(careless: Knex, userId: number, scheduleId: number): Promise<void> {
  return inTransaction(careless, async (trx) => {
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
    const scheduleId = await openSale(knex, { rows: 1, seatsPerRow: 8 });
    const users = await buyers(60);
    const forward = [1, 2, 3, 4, 5];

    const { done, refused } = await settleAll(
      users.map((id, n) => hold(id, scheduleId, n % 2 === 0 ? forward : forward.toReversed())),
    );

    expect(done).toHaveLength(1);
    expect(refused).toEqual({ seat_unavailable: 59 });
  });

  it('would deadlock if each took its seats one by one, in its own order', async () => {
    const scheduleId = await openSale(knex, { rows: 1, seatsPerRow: 8 });
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
        const scheduleId = await openSale(knex, { rows: 1, seatsPerRow: 12 });
        const users = await buyers(baskets.length);

        const { done, refused } = await settleAll(
          baskets.map((seats, n) => hold(users[n] ?? 0, scheduleId, seats)),
        );

        const held = done.flatMap(({ seats }) => seats.map(({ seatNo }) => seatNo));
        expect(new Set(held).size).toBe(held.length);
        expect(done.length + (refused.seat_unavailable ?? 0)).toBe(baskets.length);
        expect(await Seat.query(knex).where({ scheduleId, status: 'HELD' }).resultSize()).toBe(
          held.length,
        );
      }),
      { numRuns: 15 },
    );
    expect(await auditMoneyAndSeats(knex)).toEqual([]);
  });
});

/** The negative control: no common order of locks. What the database thought of it. */
async function updateOneByOne(scheduleId: number, seatNos: number[]): Promise<string> {
  try {
    await knex.transaction(async (trx) => {
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

describe('a hold', () => {
  it('shows the seats with their labels, the price and the time left', async () => {
    const scheduleId = await openSale(knex, { price: 250 });
    const [userId = 0] = await buyers(1);

    const view = await hold(userId, scheduleId, [12, 11]);

    expect(view).toMatchObject({ status: 'PENDING', amount: 500 });
    expect(view.seats).toMatchObject([
      { seatNo: 11, section: 'Floor', row: 'B', seat: '1', price: 250, version: 1 },
      { seatNo: 12, section: 'Floor', row: 'B', seat: '2', price: 250, version: 1 },
    ]);
    expect(view.secondsLeft).toBeGreaterThan(290);
    expect(view.secondsLeft).toBeLessThanOrEqual(300);
  });

  it('names only the seats that are lost, and keeps none', async () => {
    const scheduleId = await openSale(knex);
    const [first = 0, second = 0] = await buyers(2);
    await hold(first, scheduleId, [3, 5]);

    await expect(hold(second, scheduleId, [6, 5, 4, 3])).rejects.toMatchObject({
      code: 'seat_unavailable',
      extra: { seats: [3, 5] },
    });
    expect(await Seat.query(knex).where({ scheduleId, status: 'HELD' }).resultSize()).toBe(2);
  });

  it('fails when a seat has changed since the buyer saw it', async () => {
    const scheduleId = await openSale(knex);
    const [first = 0, second = 0] = await buyers(2);
    const { id } = await hold(first, scheduleId, [3]);
    await shop.releaseReservation({ userId: first, reservationId: id });

    const seen = (version: number) =>
      shop.holdSeats(requestBy(second), scheduleId, { seats: [{ seatNo: 3, version }] });

    await expect(seen(0)).rejects.toMatchObject({
      code: 'seat_unavailable',
      extra: { seats: [3] },
    });
    await expect(seen(2)).resolves.toMatchObject({ status: 201 });
  });

  it('refuses seats, sections and schedules that do not exist', async () => {
    const scheduleId = await openSale(knex);
    const [userId = 0] = await buyers(1);
    const best = { bestAvailable: { sectionNo: 9, count: 1 } };

    await expect(hold(userId, scheduleId, [1, 999])).rejects.toMatchObject({
      code: 'invalid_input',
      extra: { unknownSeats: [999] },
    });
    await expect(shop.holdSeats(requestBy(userId), scheduleId, best)).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(hold(userId, 4_000_000, [1])).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is refused once the concert has begun', async () => {
    const scheduleId = await openSale(knex, { startsInHours: -1 });
    const [userId = 0] = await buyers(1);

    await expect(hold(userId, scheduleId, [1])).rejects.toMatchObject({ code: 'sales_closed' });
  });
});

describe('a pool of two connections', () => {
  it('carries forty holds at once: no transaction asks for a second connection', async () => {
    const narrow = createKnex(database.databaseUrl, { poolMax: 2, acquireTimeoutMs: 20_000 });
    try {
      const scheduleId = await openSale(knex, { rows: 8 });
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
    const scheduleId = await openSale(knex);
    const [userId = 0] = await buyers(1);
    const request = requestBy(userId);
    const wanted = { seats: [{ seatNo: 1 }, { seatNo: 2 }] };

    const { done } = await settleAll(times(50, () => shop.holdSeats(request, scheduleId, wanted)));

    expect(new Set(done.map(({ body }) => body)).size).toBe(1);
    expect(done.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await Reservation.query(knex).where({ userId }).resultSize()).toBe(1);
  });
});
