import { Reservation, Wallet } from '@frontrow/db';
import { AppError, type ReservationView } from '@frontrow/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditMoneyAndSeats } from '../testing/money-and-seats-audit.ts';
import { openSale, requestBy, signUpBuyers } from '../testing/sale-fixture.ts';
import { createSaleModel, type SaleModel, type SaleStep } from '../testing/sale-model.ts';
import { holdNamed, moveHoldEnd, payFor } from '../testing/sale-steps.ts';
import { settleAll } from '../testing/settle-all.ts';
import { useShop } from '../testing/use-shop.ts';

const used = useShop();
const SALE = { seats: 8, seatLimit: 4, price: 100 };
const BALANCES = [250, 1_000, 500];

const buyer = fc.integer({ min: 0, max: BALANCES.length - 1 });
const reservation = fc.nat({ max: 11 });
const seatNos = fc.uniqueArray(fc.integer({ min: 1, max: SALE.seats + 1 }), {
  minLength: 1,
  maxLength: 4,
});
const step: fc.Arbitrary<SaleStep> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('hold'), buyer, seatNos }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('best'),
      buyer,
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pay'), buyer, reservation }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('release'), buyer, reservation }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('lapse'), reservation }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sweep') }) },
);

type Sale = { scheduleId: number; buyers: number[]; ids: number[] };

async function open(): Promise<Sale> {
  const scheduleId = await openSale(used.knex, { rows: 2, seatsPerRow: 4, ...SALE });
  const buyers: number[] = [];
  for (const balance of BALANCES) {
    buyers.push(...(await signUpBuyers(used.knex, 1, balance)));
  }
  return { scheduleId, buyers, ids: [] };
}

describe('random histories of a sale', () => {
  it('go as the model says, one step after the other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const sale = await open();
        const model = createSaleModel({ ...SALE, balances: [...BALANCES] });
        for (const one of steps) {
          await playBoth(sale, model, one);
        }
        await expectSame(sale, model);
      }),
      { numRuns: 40 },
    );
    expect(await auditMoneyAndSeats(used.knex)).toEqual([]);
  });

  it('keep every promise when their steps happen at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
        const sale = await open();
        const first = await holdNamed(used.shop, {
          userId: sale.buyers[1] ?? 0,
          scheduleId: sale.scheduleId,
          seatNos: [1, 2, 3],
        });
        sale.ids.push(first.id);
        await settleAll(steps.map((one) => play(sale, one)));
      }),
      { numRuns: 30 },
    );
    expect(await auditMoneyAndSeats(used.knex)).toEqual([]);
  });
});

/** What the shop answers; a reservation that it makes joins the sale's. */
async function play(sale: Sale, one: SaleStep): Promise<ReservationView | undefined> {
  const { scheduleId, buyers, ids } = sale;
  const userId = 'buyer' in one ? (buyers[one.buyer] ?? 0) : 0;
  const reservationId = 'reservation' in one ? (ids[one.reservation] ?? 4_000_000_000) : 0;
  switch (one.kind) {
    case 'hold': {
      const view = await holdNamed(used.shop, { userId, scheduleId, seatNos: one.seatNos });
      ids.push(view.id);
      return view;
    }
    case 'best': {
      const wanted = { bestAvailable: { sectionNo: 1, count: one.count } };
      const { body } = await used.shop.holdSeats(requestBy(userId), scheduleId, wanted);
      const view = JSON.parse(body) as ReservationView;
      ids.push(view.id);
      return view;
    }
    case 'pay':
      await payFor(used.shop, userId, reservationId);
      return undefined;
    case 'release':
      return used.shop.releaseReservation({ userId, reservationId });
    case 'lapse':
      await lapse(reservationId);
      return undefined;
    case 'sweep':
      await used.shop.releaseExpired();
      return undefined;
  }
}

/** Only a pending hold has an end that can be moved. */
async function lapse(reservationId: number): Promise<void> {
  const { status } = (await Reservation.query(used.knex).findById(reservationId)) ?? {};
  if (status === 'PENDING') await moveHoldEnd(used.knex, reservationId, -0.001);
}

async function playBoth(sale: Sale, model: SaleModel, one: SaleStep): Promise<void> {
  const attempt = play(sale, one).then(
    (view) => ({ outcome: 'done' as const, view }),
    (error: unknown) => {
      if (error instanceof AppError) return { outcome: error.code, view: undefined };
      throw error;
    },
  );
  const { outcome, view } = await attempt;
  const picked = view?.seats.map(({ seatNo }) => seatNo) ?? [];
  expect(outcome).toBe(expected(model, one, picked));
}

/** `picked` are the seats that the shop chose; the model then holds the same ones. */
function expected(model: SaleModel, one: SaleStep, picked: number[]): string {
  switch (one.kind) {
    case 'hold':
      return model.hold(one.buyer, one.seatNos);
    case 'best':
      return model.refusalOfBest(one.buyer, one.count) ?? model.hold(one.buyer, picked);
    case 'pay':
      return model.pay(one.buyer, one.reservation);
    case 'release':
      return model.release(one.buyer, one.reservation);
    case 'lapse':
      model.lapse(one.reservation);
      return 'done';
    case 'sweep':
      return 'done';
  }
}

async function expectSame({ buyers, ids }: Sale, model: SaleModel): Promise<void> {
  for (const [index, { buyer, seatNos, status }] of model.reservations.entries()) {
    const userId = buyers[buyer] ?? 0;
    const view = await used.shop.readReservations.one(userId, ids[index] ?? 0);
    expect(view.status).toBe(status);
    expect(view.seats.map(({ seatNo }) => seatNo)).toEqual(seatNos.toSorted((a, b) => a - b));
  }
  const wallets = await Wallet.query(used.knex).findByIds(buyers).orderBy('userId');
  expect(wallets.map(({ balance }) => balance)).toEqual(model.balances);
}
