import { beforeAll, describe, expect, it } from 'vitest';
import type { BenchReport } from './results/bench-report.ts';
import { DISTANCE, runBenches } from './run-benches.ts';

/** The whole bench, tiny: bounds that only a mistake breaks, on a machine that others may use as well. */
const options = {
  seconds: 0.3,
  rounds: 1,
  connections: 8,
  sizes: [1_000, 5_000],
  visitors: 2_000,
  scales: [0.0005],
  origins: [2],
  minutes: 0.1,
};
const LEAST = 0.05;
const MOST = 10;

let reports: BenchReport[];

beforeAll(async () => {
  const quiet = () => undefined;
  const names = [...DISTANCE, 'origins' as const];
  ({ reports } = await runBenches({ names, options, log: quiet, tell: quiet }));
}, 240_000);

describe('the distance to the limit', () => {
  it('is a ratio above nothing for all that is read, bought, polled and judged', () => {
    const ratios = reports.flatMap(({ rows }) => rows.filter(({ unit }) => unit === 'ratio'));
    expect(ratios.map(({ what }) => what)).toEqual([
      'concert list',
      'seat status',
      'hold',
      'pay',
      'status poll at the edge',
      'enter of who is inside, beside EVALSHA of one ZSCORE',
      'enter of who comes in, beside the same',
    ]);
    for (const { what, value } of ratios) {
      expect(value, what).toBeGreaterThan(LEAST);
      // In a third of a second a busy machine may stall one side; but so much faster is only who was asked something else.
      expect(value, what).toBeLessThan(MOST);
    }
  });

  it('measures how lines grow, and what a visitor in them takes', () => {
    const room = reports.find(({ name }) => name === 'room');
    const memory = room?.rows.find(({ unit }) => unit === 'bytes');
    expect(memory?.value).toBeGreaterThan(20);
    expect(memory?.value).toBeLessThan(400);
    expect(room?.growth?.map(({ points }) => points.length)).toEqual([2, 2, 2, 2]);
    const polls = reports.find(({ name }) => name === 'arrivals')?.growth?.[0]?.points ?? [];
    expect(polls.map(({ size }) => size)).toEqual([1_000, 2_000]);
    for (const { value } of polls) {
      expect(value).toBeGreaterThan(LEAST);
      expect(value).toBeLessThan(MOST);
    }
  });
});

it('shares the load between two origins, and each job stays with one of them', () => {
  const rows = reports.find(({ name }) => name === 'origins')?.rows ?? [];
  const valueOf = (what: RegExp) => rows.find((row) => what.test(row.what))?.value;
  expect(valueOf(/^requests of the busiest/)).toBeLessThan(2);
  expect(valueOf(/ran any one job/)).toBe(1);
  expect(valueOf(/^audits of/)).toBe(4);
});
