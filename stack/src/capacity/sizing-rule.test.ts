import { describe, expect, it } from 'vitest';
import { bestStage, isMeasured, startingValues } from './sizing-rule.ts';

describe('the sizing rule', () => {
  it('is capacity ÷ calls × 60 × margin, and as many inside as come during a visit', () => {
    const measured = { requestsPerSecond: 1_110, callsPerBuyer: 7, margin: 0.7 };
    expect(startingValues({ ...measured, visitMinutes: 3 })).toEqual({
      new_users_per_minute: 6_660,
      total_active_users: 19_980,
    });
  });

  it('gives no room for nobody', () => {
    const slow = { requestsPerSecond: 0.01, callsPerBuyer: 8, margin: 0.7, visitMinutes: 1 };
    expect(startingValues(slow)).toEqual({ new_users_per_minute: 1, total_active_users: 1 });
  });
});

describe('the best stage', () => {
  const stage = { buyers: 1, requestsPerSecond: 100, p95Ms: 50, errorShare: 0 };
  const target = { p95Ms: 400, errorShare: 0.01 };

  it('is the one that served the most within the target', () => {
    const slow = { ...stage, buyers: 8, requestsPerSecond: 900, p95Ms: 401 };
    const failing = { ...stage, buyers: 4, requestsPerSecond: 800, errorShare: 0.02 };
    const best = { ...stage, buyers: 2, requestsPerSecond: 300, p95Ms: 400 };
    expect(bestStage([stage, best, failing, slow], target)).toBe(best);
    expect(bestStage([slow], target)).toBeUndefined();
  });
});

describe('the measuring', () => {
  const target = { p95Ms: 400, errorShare: 0.01 };
  const calm = { buyers: 1, requestsPerSecond: 100, p95Ms: 50, errorShare: 0 };
  const served = (rates: number[]) =>
    rates.map((requestsPerSecond, index) => ({ ...calm, buyers: 2 ** index, requestsPerSecond }));

  it.each([
    [[], false],
    [[100], false],
    [[100, 101], false],
    [[100, 150, 152], false],
    // One stage without a gain may be a moment of the machine: the next one gains again.
    [[100, 150, 152, 230], false],
    [[100, 150, 152, 149], true],
  ])('of stages that served %j is over: %s', (rates, isOver) => {
    expect(isMeasured(served(rates), target)).toBe(isOver);
  });

  it('is over at once where the shop is slow or fails', () => {
    expect(isMeasured([{ ...calm, p95Ms: 401 }], target)).toBe(true);
    expect(isMeasured([{ ...calm, errorShare: 0.02 }], target)).toBe(true);
  });
});
