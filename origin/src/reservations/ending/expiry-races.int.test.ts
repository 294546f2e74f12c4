import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction, LedgerEntry, Reservation, ReservationSeat, Seat } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { raw } from 'objection';
import { describe, expect, it } from 'vitest';
import { createTicketCode } from '../../payments/ticket-code.ts';
import { createDebitWallet } from '../../points/debit-wallet.ts';
import { auditMoneyAndSeats } from '../../testing/money-and-seats-audit.ts';
import { openSale, requestBy, type Shop, signUpBuyers } from '../../testing/sale-fixture.ts';
import { holdNamed, moveHoldEnd, payFor } from '../../testing/sale-steps.ts';
import { settleAll, times } from '../../testing/settle-all.ts';
import { useShop } from '../../testing/use-shop.ts';

const used = useShop();
const LANES = 5;
const ROUNDS = 40;

type Lane = { scheduleId: number; holder: number; other: number; seatNos: number[] };
type Outcome = 'paid' | 'tookOver' | 'neither';

/** A hall where each pair of seats has two buyers of its own. */
async function openLanes(buyers: number[]): Promise<Lane[]> {
  const scheduleId = await openSale(used.knex, {
    rows: LANES,
    seatsPerRow: 2,
    price: 1,
    seatLimit: 100,
  });
  return times(LANES, (n) => ({
    scheduleId,
    holder: buyers[2 * n] ?? 0,
    other: buyers[2 * n + 1] ?? 0,
    seatNos: [2 * n + 1, 2 * n + 2],
  }));
}

describe('a hold that ends while it is paid', () => {
  it('is either paid or taken over, whoever comes first, and never both', async () => {
    const buyers = await signUpBuyers(used.knex, LANES * 2, 1_000);
    const outcomes = { paid: 0, tookOver: 0, neither: 0 };
    // Follows the machine's speed, so that holds end just about when they are paid.
    let leadMs = 20;

    for (let round = 0; round < ROUNDS; round += 1) {
      const lanes = await openLanes(buyers);
      await Promise.all(
        lanes.map(async (lane) => {
          const outcome = await raceForHold(lane, leadMs);
          outcomes[outcome] += 1;
          leadMs = Math.min(400, Math.max(4, leadMs * (outcome === 'paid' ? 0.85 : 1.15)));
        }),
      );
      expect(await auditMoneyAndSeats(used.knex)).toEqual([]);
    }

    expect(outcomes.paid).toBeGreaterThan(0);
    expect(outcomes.tookOver).toBeGreaterThan(0);
    expect(outcomes.paid + outcomes.tookOver + outcomes.neither).toBe(LANES * ROUNDS);
  });

  it('would be both if the payment did not judge the hold again', async () => {
    const [lane] = await openLanes(await signUpBuyers(used.knex, 2, 1_000));
    if (lane === undefined) throw new Error('no lane');
    const { holder, other, scheduleId, seatNos } = lane;
    const { id } = await holdNamed(used.shop, { userId: holder, scheduleId, seatNos });
    await moveHoldEnd(used.knex, id, 0.01);

    await Promise.all([
      payWithoutGuard(used.knex, holder, id),
      sleep(30).then(() => holdNamed(used.shop, { userId: other, scheduleId, seatNos })),
    ]);

    const violated = (await auditMoneyAndSeats(used.knex)).map(({ check }) => check);
    expect(violated).toContain('I1 a seat belongs to one live reservation');
  });
});

/** All at one moment: the hold ends, its holder pays, another buyer takes a seat, two origins sweep. */
async function raceForHold(lane: Lane, leadMs: number): Promise<Outcome> {
  const { holder, other, scheduleId, seatNos } = lane;
  const { id } = await holdNamed(used.shop, { userId: holder, scheduleId, seatNos });
  await moveHoldEnd(used.knex, id, leadMs / 1000);
  const wanted = seatNos.slice(Math.random() < 0.5 ? 0 : 1);

  const [paid, tookOver] = await Promise.all([
    sleep(8 * Math.random()).then(() => succeeds(payFor(used.shop, holder, id))),
    sleep(leadMs + 8 * Math.random() - 4).then(() =>
      succeeds(holdNamed(used.shop, { userId: other, scheduleId, seatNos: wanted })),
    ),
    sleep(leadMs * 2 * Math.random()).then(() => used.shop.releaseExpired()),
    sleep(leadMs * 2 * Math.random()).then(() => used.shop.releaseExpired()),
  ]);

  expect(paid && tookOver).toBe(false);
  const { status } = await Reservation.query(used.knex).findById(id).throwIfNotFound();
  expect(status === 'CONFIRMED').toBe(paid);
  if (paid) return 'paid';
  return tookOver ? 'tookOver' : 'neither';
}

async function succeeds(attempt: Promise<unknown>): Promise<boolean> {
  const { done } = await settleAll([attempt]);
  return done.length === 1;
}

/** The negative control: the reservation is judged once, without a lock, and the seats not at all. */
function payWithoutGuard(knex: Knex, userId: number, id: number): Promise<void> {
  return inTransaction(knex, async (trx) => {
    const { status, amount } = await Reservation.query(trx).findById(id).throwIfNotFound();
    if (status !== 'PENDING') throw new AppError('hold_expired', 'Too late.');
    await sleep(150);
    await createDebitWallet()(trx, { userId, amount, reservationId: id });
    await Seat.query(trx).patch({ status: 'SOLD', heldUntil: null }).where({ reservationId: id });
    await Reservation.query(trx)
      .findById(id)
      .patch({ status: 'CONFIRMED', confirmedAt: raw('NOW(3)'), ticketCode: createTicketCode() });
  });
}

describe('a lapsed hold', () => {
  it('keeps nobody out, although no job has swept it', async () => {
    const [lane] = await openLanes(await signUpBuyers(used.knex, 2, 1_000));
    const { holder = 0, other = 0, scheduleId = 0 } = lane ?? {};
    const old = await holdNamed(used.shop, { userId: holder, scheduleId, seatNos: [1, 2] });
    await moveHoldEnd(used.knex, old.id, -1);

    const taken = await holdNamed(used.shop, { userId: other, scheduleId, seatNos: [2, 3] });

    expect(taken.status).toBe('PENDING');
    expect(await used.shop.readReservations.one(holder, old.id)).toMatchObject({
      status: 'EXPIRED',
      heldUntil: null,
      secondsLeft: 0,
    });
    const live = await ReservationSeat.query(used.knex).where({ reservationId: old.id, live: 1 });
    expect(live).toEqual([]);
  });

  it('goes to one of many who want it at once, by name or as the best available', async () => {
    const scheduleId = await openSale(used.knex, { rows: 1, seatsPerRow: 4 });
    const users = await signUpBuyers(used.knex, 40);
    const old = await holdNamed(used.shop, {
      userId: users[0] ?? 0,
      scheduleId,
      seatNos: [1, 2, 3, 4],
    });
    await moveHoldEnd(used.knex, old.id, -1);

    const { done, refused } = await settleAll(
      users.map((userId, n) => wantOneOfFour(used.shop, { userId, scheduleId, n })),
    );

    expect(done.length).toBeLessThanOrEqual(4);
    expect(done.length).toBeGreaterThan(0);
    expect(done.length + (refused.seat_unavailable ?? 0) + (refused.seats_not_left ?? 0)).toBe(40);
  });

  it('is swept once by any number of origins, and its version says that it changed', async () => {
    const [lane] = await openLanes(await signUpBuyers(used.knex, 2, 1_000));
    const { holder = 0, scheduleId = 0 } = lane ?? {};
    const { id } = await holdNamed(used.shop, { userId: holder, scheduleId, seatNos: [1, 2] });
    await used.shop.releaseExpired();
    await moveHoldEnd(used.knex, id, -1);

    const swept = await Promise.all(times(6, () => used.shop.releaseExpired()));

    expect(swept.reduce((total, count) => total + count, 0)).toBe(1);
    expect(await Seat.query(used.knex).findById([scheduleId, 1])).toMatchObject({
      status: 'AVAILABLE',
      version: 2,
      reservationId: null,
      heldUntil: null,
    });
  });
});

function wantOneOfFour(shop: Shop, want: { userId: number; scheduleId: number; n: number }) {
  const { userId, scheduleId, n } = want;
  const byName = { seats: [{ seatNo: (n % 4) + 1 }] };
  const best = { bestAvailable: { sectionNo: 1, count: 1 } };
  return shop.holdSeats(requestBy(userId), scheduleId, n % 2 === 0 ? byName : best);
}

describe('releasing and paying at one moment', () => {
  it('ends in one of the two, and the points go with it', async () => {
    const scheduleId = await openSale(used.knex, { rows: 4, seatsPerRow: 20, seatLimit: 100 });
    const [userId = 0] = await signUpBuyers(used.knex, 1, 100_000);
    let paidOnes = 0;

    for (let seatNo = 1; seatNo <= 60; seatNo += 1) {
      const { id } = await holdNamed(used.shop, { userId, scheduleId, seatNos: [seatNo] });
      const [paid, released] = await Promise.all([
        succeeds(payFor(used.shop, userId, id)),
        sleep(Math.random() * 6).then(() =>
          succeeds(used.shop.releaseReservation({ userId, reservationId: id })),
        ),
      ]);
      expect(paid).toBe(!released);
      paidOnes += paid ? 1 : 0;
    }

    const payments = await LedgerEntry.query(used.knex).where({ userId, kind: 'PAYMENT' });
    expect(payments).toHaveLength(paidOnes);
  });
});
