import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction, Reservation } from '@frontrow/db';
import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import { createTicketCode } from '../../payments/ticket-code.ts';
import { createDebitWallet } from '../../points/debit-wallet.ts';
import { auditMoneyAndSeats } from '../../testing/money-and-seats-audit.ts';
import { openSale, requestBy, signUpBuyers } from '../../testing/sale-fixture.ts';
import { holdNamed, moveHoldEnd, payFor } from '../../testing/sale-steps.ts';
import { settleAll, times } from '../../testing/settle-all.ts';
import { useShop } from '../../testing/use-shop.ts';
import { chooseNamedSeats } from '../choosing/choose-named-seats.ts';
import { confirmReservation, lockPendingReservation } from '../confirm-reservation.ts';
import { claimSeats } from './claim-seats.ts';
import { checkSeatLimit } from './seat-limit.ts';

const used = useShop();
const LIMIT = 4;

async function openLimited() {
  const scheduleId = await openSale(used.knex, { rows: 4, seatsPerRow: 20, seatLimit: LIMIT });
  const [userId = 0] = await signUpBuyers(used.knex, 1, 10_000);
  return { scheduleId, userId };
}

describe('twenty holds of one buyer at once', () => {
  it('get no more seats than the limit, by name or as the best available', async () => {
    const { scheduleId, userId } = await openLimited();

    const { done, refused } = await settleAll(
      times(20, (n) => {
        const named = { seats: [{ seatNo: n + 1 }] };
        const best = { bestAvailable: { sectionNo: 1, count: 1 } };
        return used.shop.holdSeats(requestBy(userId), scheduleId, n % 2 === 0 ? named : best);
      }),
    );

    expect(done.length).toBeGreaterThanOrEqual(LIMIT - 1);
    expect(done.length).toBeLessThanOrEqual(LIMIT);
    expect(refused.seat_limit_reached).toBeGreaterThanOrEqual(15);
    expect(await auditMoneyAndSeats(used.knex)).toEqual([]);
  });
});

describe('the limit', () => {
  it('counts paid and held seats over all orders, and tells both numbers', async () => {
    const { scheduleId, userId } = await openLimited();
    const { id } = await holdNamed(used.shop, { userId, scheduleId, seatNos: [1, 2] });
    await payFor(used.shop, userId, id);
    await holdNamed(used.shop, { userId, scheduleId, seatNos: [3] });

    const tooMany = holdNamed(used.shop, { userId, scheduleId, seatNos: [4, 5] });

    await expect(tooMany).rejects.toMatchObject({
      code: 'seat_limit_reached',
      extra: { limit: LIMIT, have: 3 },
    });
    await holdNamed(used.shop, { userId, scheduleId, seatNos: [4] });
  });

  it('leaves out what was released and what lapsed', async () => {
    const { scheduleId, userId } = await openLimited();
    const first = await holdNamed(used.shop, { userId, scheduleId, seatNos: [1, 2] });
    const second = await holdNamed(used.shop, { userId, scheduleId, seatNos: [3, 4] });
    await used.shop.releaseReservation({ userId, reservationId: first.id });
    await moveHoldEnd(used.knex, second.id, -1);

    const view = await holdNamed(used.shop, { userId, scheduleId, seatNos: [5, 6, 7, 8] });

    expect(view.seats).toHaveLength(4);
  });

  it('counts a hold that lapses while its payment is about to be committed', async () => {
    const { scheduleId, userId } = await openLimited();
    const { id } = await holdNamed(used.shop, { userId, scheduleId, seatNos: [1, 2, 3, 4] });
    await moveHoldEnd(used.knex, id, 0.5);

    const slowPayment = inTransaction(used.knex, async (trx) => {
      const reservation = await lockPendingReservation(trx, { userId, reservationId: id });
      await createDebitWallet()(trx, { userId, amount: reservation.amount, reservationId: id });
      await confirmReservation(trx, reservation, createTicketCode());
      await sleep(1_000);
    });
    await sleep(700);
    const others = holdNamed(used.shop, { userId, scheduleId, seatNos: [5] });

    await expect(others).rejects.toMatchObject({ code: 'seat_limit_reached' });
    await slowPayment;
  });

  it('holds when a buyer pays a lapsing hold and holds others at the same moment', async () => {
    for (let round = 0; round < 25; round += 1) {
      const { scheduleId, userId } = await openLimited();
      const { id } = await holdNamed(used.shop, { userId, scheduleId, seatNos: [1, 2, 3, 4] });
      await moveHoldEnd(used.knex, id, Math.random() * 0.012);

      await settleAll<unknown>([
        payFor(used.shop, userId, id),
        holdNamed(used.shop, { userId, scheduleId, seatNos: [5, 6, 7, 8] }),
        sleep(4).then(() => holdNamed(used.shop, { userId, scheduleId, seatNos: [9, 10] })),
      ]);
    }
    expect(await auditMoneyAndSeats(used.knex)).toEqual([]);
  });
});

describe('the audit', () => {
  it('sees a limit that was counted without its lock', async () => {
    const { scheduleId, userId } = await openLimited();

    await settleAll(
      times(20, (n) => holdWithoutLimitLock(used.knex, { scheduleId, userId, seatNo: n + 1 })),
    );

    const violated = (await auditMoneyAndSeats(used.knex)).map(({ check }) => check);
    expect(violated).toContain('limit: no buyer has more seats of a schedule than allowed');
  });
});

type Want = { scheduleId: number; userId: number; seatNo: number };

/** The negative control: the parts of a hold, without the row that holds of one buyer queue for. */
function holdWithoutLimitLock(knex: Knex, { scheduleId, userId, seatNo }: Want): Promise<void> {
  return inTransaction(knex, async (trx) => {
    await checkSeatLimit(trx, { scheduleId, userId }, { more: 1, limit: LIMIT });
    await sleep(20);
    const choice = await chooseNamedSeats(trx, scheduleId, [{ seatNo }]);
    const heldUntil = new Date(Date.now() + 300_000);
    const { id } = await Reservation.query(trx).insert({
      scheduleId,
      userId,
      amount: 100,
      heldUntil,
    });
    await claimSeats(trx, { ...choice, scheduleId, reservationId: id, heldUntil });
    await trx('reservation_seat').insert({ reservationId: id, scheduleId, seatNo, price: 100 });
  });
}
