import { setTimeout as sleep } from 'node:timers/promises';
import { Reservation, Seat } from '@frontrow/db';
import type { ReservationView } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { auditMoneyAndSeats } from '../../testing/money-and-seats-audit.ts';
import { openSale, requestBy, signUpBuyers } from '../../testing/sale-fixture.ts';
import { holdNamed, moveHoldEnd } from '../../testing/sale-steps.ts';
import { settleAll } from '../../testing/settle-all.ts';
import { useShop } from '../../testing/use-shop.ts';

const used = useShop();

async function best(userId: number, scheduleId: number, count: number): Promise<number[]> {
  const wanted = { bestAvailable: { sectionNo: 1, count } };
  const { body } = await used.shop.holdSeats(requestBy(userId), scheduleId, wanted);
  return (JSON.parse(body) as ReservationView).seats.map(({ seatNo }) => seatNo);
}

/** Somebody who has the seats locked for a while, and then does not take them. */
async function lockFor(
  ms: number,
  scheduleId: number,
  seatNos: number[],
): Promise<{ done: Promise<unknown> }> {
  const trx = await used.knex.transaction();
  await Seat.query(trx).where({ scheduleId }).whereIn('seatNo', seatNos).forUpdate();
  return { done: sleep(ms).then(() => trx.rollback()) };
}

describe('the best available seats', () => {
  it('are neighbours in the middle of the front row', async () => {
    const scheduleId = await openSale(used.knex, { rows: 3, seatsPerRow: 10 });
    const [userId = 0] = await signUpBuyers(used.knex, 1);

    expect(await best(userId, scheduleId, 2)).toEqual([5, 6]);
    expect(await best(userId, scheduleId, 2)).toEqual([15, 16]);
  });

  it('of a crowd are all different, go on until the last seat, and nobody is sent away before', async () => {
    const scheduleId = await openSale(used.knex, { rows: 6, seatsPerRow: 10 });
    const users = await signUpBuyers(used.knex, 40);

    const { done, refused } = await settleAll(users.map((id) => best(id, scheduleId, 2)));

    expect(done).toHaveLength(30);
    expect(refused).toEqual({ seats_not_left: 10 });
    expect(new Set(done.flat()).size).toBe(60);
    expect(await auditMoneyAndSeats(used.knex)).toEqual([]);
  });

  it('are close to each other where no row has enough neighbours', async () => {
    const scheduleId = await openSale(used.knex, { rows: 2, seatsPerRow: 4 });
    const [first = 0, second = 0] = await signUpBuyers(used.knex, 2);
    await holdNamed(used.shop, { userId: first, scheduleId, seatNos: [2, 4, 5, 7] });

    expect(await best(second, scheduleId, 3)).toHaveLength(3);
    await expect(best(second, scheduleId, 2)).rejects.toMatchObject({ code: 'seats_not_left' });
  });

  it('may be seats whose hold has lapsed', async () => {
    const scheduleId = await openSale(used.knex, { rows: 1, seatsPerRow: 2 });
    const [first = 0, second = 0] = await signUpBuyers(used.knex, 2);
    const { id } = await holdNamed(used.shop, { userId: first, scheduleId, seatNos: [1, 2] });
    await moveHoldEnd(used.knex, id, -1);

    expect(await best(second, scheduleId, 2)).toEqual([1, 2]);
    expect(await Reservation.query(used.knex).findById(id)).toMatchObject({ status: 'EXPIRED' });
  });

  it('are not waited for while somebody else is taking them', async () => {
    const scheduleId = await openSale(used.knex, { rows: 1, seatsPerRow: 10 });
    const [userId = 0] = await signUpBuyers(used.knex, 1);
    const taken = await lockFor(1_500, scheduleId, [5, 6]);

    const startedAt = performance.now();
    const picked = await best(userId, scheduleId, 2);

    expect([5, 6]).not.toContain(picked[0]);
    expect(performance.now() - startedAt).toBeLessThan(1_200);
    await taken.done;
  });

  it('are found by another look when all were locked, but not taken', async () => {
    const scheduleId = await openSale(used.knex, { rows: 1, seatsPerRow: 2 });
    const [userId = 0] = await signUpBuyers(used.knex, 1);
    const looked = await lockFor(50, scheduleId, [1, 2]);

    expect(await best(userId, scheduleId, 2)).toEqual([1, 2]);
    await looked.done;
  });

  it('and named ones at the same time never oversell', async () => {
    const scheduleId = await openSale(used.knex, { rows: 2, seatsPerRow: 10 });
    const users = await signUpBuyers(used.knex, 40);

    const { done } = await settleAll(
      users.map((userId, n) => {
        if (n % 2 === 0) return best(userId, scheduleId, 3);
        const seatNos = [(n % 20) + 1, ((n + 6) % 20) + 1];
        return holdNamed(used.shop, { userId, scheduleId, seatNos }).then(() => seatNos);
      }),
    );

    const held = done.flat();
    expect(new Set(held).size).toBe(held.length);
    expect(await Seat.query(used.knex).where({ scheduleId, status: 'HELD' }).resultSize()).toBe(
      held.length,
    );
    expect(await auditMoneyAndSeats(used.knex)).toEqual([]);
  });
});
