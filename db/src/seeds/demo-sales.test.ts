import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookOrders, sellSeats, type DateForSale } from './demo-sales.ts';
import { createRandom } from './random.ts';

function dateForSale(scheduleId: number, sold: number): DateForSale {
  const rows = Array.from({ length: 10 }, (_, row) =>
    Array.from({ length: 12 }, (_, seat) => ({ seatNo: row * 12 + seat + 1, price: 1000 })),
  );
  return { scheduleId, rows, sold };
}

const buyers = Array.from({ length: 100 }, (_, index) => index + 1);

describe('sellSeats', () => {
  it('sells no seat twice and gives a buyer one order a date', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, sold) => {
        const orders = sellSeats([dateForSale(1, sold)], buyers, createRandom(seed));
        const seats = orders.flatMap((order) => order.seats.map(({ seatNo }) => seatNo));

        expect(new Set(seats).size).toBe(seats.length);
        expect(new Set(orders.map(({ userId }) => userId)).size).toBe(orders.length);
      }),
    );
  });

  it('leaves nothing of a date that is sold out', () => {
    const orders = sellSeats([dateForSale(1, 1)], buyers, createRandom(7));

    expect(orders.flatMap(({ seats }) => seats)).toHaveLength(120);
  });

  it('is the same for the same seed', () => {
    const sell = () =>
      sellSeats([dateForSale(1, 0.4), dateForSale(2, 0.9)], buyers, createRandom(3));

    expect(sell()).toEqual(sell());
  });
});

describe('bookOrders', () => {
  it('explains every balance and never lets one fall below zero', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const orders = sellSeats([dateForSale(1, 0.8)], buyers, createRandom(seed));
        const { entries, balances } = bookOrders(orders, new Map([[1, 500]]));

        const sums = new Map<number, number>();
        for (const { userId, amount, balanceAfter } of entries) {
          sums.set(userId, (sums.get(userId) ?? 0) + amount);
          expect(balanceAfter).toBe(sums.get(userId));
          expect(balanceAfter).toBeGreaterThanOrEqual(0);
        }
        expect(balances).toEqual(sums);
      }),
    );
  });
});
