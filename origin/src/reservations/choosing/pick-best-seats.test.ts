import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickAdjacent, pickClosest } from './pick-best-seats.ts';

const focus = { x: 50, y: 0 };

/** Ten seats a row, numbered through; an aisle after the fifth where asked. */
function hall(rows: number, aisle = 0) {
  return Array.from({ length: rows }, (_row, row) =>
    Array.from({ length: 10 }, (_seat, seat) => ({
      seatNo: row * 10 + seat + 1,
      x: seat * 10 + 5 + (seat >= 5 ? aisle : 0),
      y: row * 10 + 20,
    })),
  );
}

describe('pickAdjacent', () => {
  it('keeps people on one side of an aisle', () => {
    const rows = hall(1, 15);

    expect(pickAdjacent(rows, { isFree: () => true, count: 2, focus })).toEqual([4, 5]);
  });

  it('gives free neighbours of one row, whenever there are any', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 40 })),
        fc.integer({ min: 1, max: 8 }),
        (free, count) => {
          const isFree = (seatNo: number) => free.includes(seatNo);
          const picked = pickAdjacent(hall(4), { isFree, count, focus });
          const exists = hall(4).some((row) =>
            row.some((_seat, k) => {
              const window = row.slice(k, k + count);
              return window.length === count && window.every(({ seatNo }) => isFree(seatNo));
            }),
          );
          expect(picked !== undefined).toBe(exists);
          for (const [k, seatNo] of (picked ?? []).entries()) {
            expect(isFree(seatNo)).toBe(true);
            expect(seatNo).toBe((picked?.[0] ?? 0) + k);
          }
        },
      ),
    );
  });
});

describe('pickClosest', () => {
  it('prefers a tight group over better single seats', () => {
    const seats = hall(4).flat();
    const free = seats.filter(({ seatNo }) => [1, 10, 33, 34, 44].includes(seatNo));

    expect(pickClosest(free, { count: 2, focus })).toEqual([33, 34]);
  });

  it('gives nothing when there are too few', () => {
    expect(pickClosest(hall(1).flat().slice(0, 2), { count: 3, focus })).toBeUndefined();
  });
});
