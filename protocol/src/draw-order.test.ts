import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDrawOrder, drawCommitment, drawnNumber } from './draw-order.ts';

const KEY = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytesToHex);

/** How often each index of `n` gets each rank, over keys 0, 1, 2 … */
function rankCounts(n: number, draws: number, rankOf = createRank): number[] {
  const counts = Array.from<number>({ length: n * n }).fill(0);
  for (let draw = 0; draw < draws; draw += 1) {
    const order = rankOf(draw.toString(16).padStart(64, '0'), n);
    for (let index = 0; index < n; index += 1) {
      const cell = index * n + order(index);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return counts;
}

const createRank = (keyHex: string, n: number) => createDrawOrder(keyHex, n).rankOf;

/**
 * Pearson's statistic against the even distribution, scaled for counts whose rows and columns sum up: it is
 * then distributed as χ² with (n − 1)² degrees of freedom.
 */
function chiSquare(n: number, draws: number, rankOf = createRank): number {
  const expected = draws / n;
  const counts = rankCounts(n, draws, rankOf);
  const sum = counts.reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
  return (sum * (n - 1)) / n;
}

const bound = (n: number) => (n - 1) ** 2 + 5 * Math.sqrt(2 * (n - 1) ** 2);

describe('the order of a draw', () => {
  it('is a permutation for every number of tickets from 1 to 5,000', () => {
    for (let n = 1; n <= 5000; n += 1) {
      const { rankOf } = createDrawOrder(KEY, n);
      // Of every large n a sample: each rank must lead back, which no two tickets can share.
      const seen = new Uint8Array(n);
      const step = n <= 200 || n % 1000 === 0 ? 1 : Math.ceil(n / 5);
      for (let index = 0; index < n; index += step) {
        const rank = rankOf(index);
        expect(rank).toBeLessThan(n);
        expect(seen[rank]).toBe(0);
        seen[rank] = 1;
      }
    }
  }, 60_000);

  it('leads back from the rank to the ticket, up to 10,000,000 tickets and with any key', () => {
    fc.assert(
      fc.property(key, fc.integer({ min: 1, max: 10_000_000 }), fc.nat(), (keyHex, n, seed) => {
        const { rankOf, indexAt } = createDrawOrder(keyHex, n);
        const index = seed % n;
        const rank = rankOf(index);
        expect(rank).toBeLessThan(n);
        expect(indexAt(rank)).toBe(index);
      }),
      { numRuns: 300 },
    );
  });

  it.each([2, 3, 5, 10, 16, 17])('favours no ticket and no rank among %i', (n) => {
    expect(chiSquare(n, 2000)).toBeLessThan(bound(n));
  });

  it('would be seen to favour some if it only turned the line round (negative control)', () => {
    const lazy = (keyHex: string, n: number) => {
      const shift = Number.parseInt(keyHex.slice(-3), 16) % Math.max(1, n - 1);
      return (index: number) => (index + shift) % n;
    };
    expect(chiSquare(10, 2000, lazy)).toBeGreaterThan(bound(10));
  });

  it('is that of arrival without a key', () => {
    expect(createDrawOrder(null, 9).rankOf(4)).toBe(4);
    expect(
      drawnNumber({ id: 1, commitment: null, key: null, version: '', base: 70, n: 9 }, 4),
    ).toBe(75);
  });

  it('never changes: old draws must stay checkable', () => {
    const { rankOf } = createDrawOrder(KEY, 1_000_003);
    expect([0, 1, 2, 1_000_002].map(rankOf)).toEqual(FROZEN);
    expect(drawCommitment(KEY)).toBe(
      '630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd',
    );
  });

  it('refuses a ticket that was never given', () => {
    expect(() => createDrawOrder(KEY, 10).rankOf(10)).toThrow(RangeError);
    expect(() => createDrawOrder('00', 10)).toThrow(RangeError);
  });
});

const FROZEN = [493_425, 930_641, 4_363, 693_593];
