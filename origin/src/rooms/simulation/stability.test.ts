import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Tuning, TUNING } from '../control/control-law.ts';
import { controlled, createScenario } from './compare.ts';
import type { Moment } from './recorder.ts';
import { simulate } from './simulate.ts';

/**
 * 60,000 at the doors at once (the step load), and from minute 10 to 15 the origin has lost 60 % of
 * its capacity. What the controller does then must settle, and end.
 */
const LOST = { fromMs: 10 * 60_000, toMs: 15 * 60_000, share: 0.6 };
const CEILING = 0.9;

function follow(seed: number, tuning: Partial<Tuning> = {}) {
  const options = { seed, visitors: 60_000, absent: 0.2, minutes: 24 };
  const scenario = createScenario(options, LOST);
  const admission = controlled(scenario, CEILING, { ...TUNING, ...tuning });
  const { moments } = simulate(scenario, admission);
  const between = (from: number, to: number) =>
    moments.filter(({ minute }) => minute >= from && minute < to);
  const rates = (some: Moment[]) =>
    some.map(({ usersPerMinute }) => usersPerMinute / admission.bounds.usersPerMinute);
  const overloaded = (some: Moment[]) =>
    some.filter(({ isOverloaded }) => isOverloaded).length / some.length;
  return {
    healthy: rates(between(4, 10)),
    disturbed: rates(between(10, 15)),
    overloadedWhenSettled: overloaded(between(12.5, 15)),
    recovering: rates(between(15, 20)),
    recovered: rates(between(20, 24)),
    overloadedWhenHealthy: overloaded([...between(4, 10), ...between(20, 24)]),
    stillWaiting: moments.at(-1)?.waiting ?? 0,
  };
}

const seeds = fc.integer({ min: 1, max: 1_000_000 });
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('controlled admission', () => {
  it(
    'settles under a step load, holds through a loss of capacity, and recovers',
    { timeout: 300_000 },
    () => {
      fc.assert(
        fc.property(seeds, (seed) => {
          const told = follow(seed);
          expect(told.stillWaiting).toBeGreaterThan(0);
          expect(Math.min(...told.healthy)).toBeGreaterThan(0.5);
          expect(mean(told.healthy)).toBeGreaterThan(0.85);
          expect(told.overloadedWhenHealthy).toBeLessThan(0.1);
          // 40 % of the capacity is left, and the floor is at 10 %.
          expect(Math.min(...told.disturbed)).toBeGreaterThan(0.2);
          expect(told.overloadedWhenSettled).toBeLessThan(0.4);
          expect(Math.max(...told.recovering)).toBeGreaterThanOrEqual(0.9);
          expect(mean(told.recovered)).toBeGreaterThan(0.85);
          expect(Math.min(...told.recovered)).toBeGreaterThan(0.5);
        }),
        { numRuns: 6 },
      );
    },
  );

  it('lets the overload last without the decrease (negative control)', () => {
    expect(follow(1, { decrease: 1 }).overloadedWhenSettled).toBe(1);
  });

  it('falls to the floor when a decrease is not given its time (negative control)', () => {
    const { disturbed } = follow(1, { coolDownMs: 0, settles: false });
    expect(Math.min(...disturbed)).toBeLessThan(0.11);
  });
});
