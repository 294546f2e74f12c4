import { describe, expect, it } from 'vitest';
import { compareAdmission, createScenario, fixed } from './compare.ts';
import { simulate } from './simulate.ts';

const options = { seed: 7, visitors: 30_000, absent: 0.5 };

describe('a simulation', () => {
  it('tells the same story for the same seed, and another for another', () => {
    const scenario = createScenario({ ...options, visitors: 3_000 });
    const once = simulate(scenario, fixed(scenario, 1));
    expect(simulate(scenario, fixed(scenario, 1))).toEqual(once);
    const other = createScenario({ ...options, visitors: 3_000, seed: 8 });
    expect(simulate(other, fixed(other, 1)).meanWaitMinutes).not.toBe(once.meanWaitMinutes);
  });

  it('lets every present visitor in, and takes recorded arrivals', () => {
    const recordedMs = Array.from({ length: 500 }, (_, index) => index * 20);
    const scenario = createScenario({ ...options, visitors: 0, recordedMs });
    const present = scenario.visitors.filter(({ absent }) => !absent).length;
    expect(scenario.visitors).toHaveLength(500);
    expect(simulate(scenario, fixed(scenario, 1))).toMatchObject({
      entered: present,
      isComplete: true,
    });
  });

  it('ends when it is told to, and says that it is not over', () => {
    const scenario = createScenario({ ...options, minutes: 2 });
    const recording = simulate(scenario, fixed(scenario, 1));
    expect(recording.isComplete).toBe(false);
    expect(recording.minutes).toBeLessThanOrEqual(2);
  });

  it('is followed while it runs', () => {
    const shares: number[] = [];
    const scenario = createScenario({ ...options, visitors: 2_000 });
    simulate(scenario, fixed(scenario, 1), (share) => shares.push(share));
    expect(shares.at(-1)).toBeGreaterThan(0.9);
    expect(shares).toEqual(shares.toSorted((one, other) => one - other));
  });
});

describe('admission that follows the origin', () => {
  it(
    'overloads it for less time than any fixed one, for the same visitors',
    { timeout: 120_000 },
    () => {
      const [cautious, bold, controlled] = compareAdmission({ ...options, absent: 0 });
      const overload = controlled?.overloadMinutes ?? Infinity;
      expect(overload).toBeLessThan((cautious?.overloadMinutes ?? 0) / 2);
      expect(overload).toBeLessThan((bold?.overloadMinutes ?? 0) / 2);
      expect(controlled?.gaveUp).toBeLessThan((cautious?.gaveUp ?? 0) / 2);
    },
  );
});

describe('absent visitors', () => {
  const CAP = 400;
  /** The cap alone decides; how much of it is in use while somebody waits, once the room is full. */
  function inUse(absent: number): number[] {
    const scenario = createScenario({ seed: 3, visitors: 20_000, absent, minutes: 12 }, null);
    const bounds = { activeUsers: CAP, usersPerMinute: 100_000 };
    const { moments } = simulate(scenario, { ...fixed(scenario, 1), bounds });
    return moments
      .filter(({ minute, waiting }) => minute > 3 && waiting > 0)
      .map(({ active }) => active / CAP);
  }

  it.each([0, 0.3, 0.5, 0.7])('at a share of %s leave 95 of 100 slots in use', (share) => {
    const used = inUse(share);
    expect(used.length).toBeGreaterThan(50);
    expect(used.reduce((sum, value) => sum + value, 0) / used.length).toBeGreaterThanOrEqual(0.95);
    expect(Math.max(...used)).toBeLessThanOrEqual(1);
  });
});
