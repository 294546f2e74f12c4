import { describe, expect, it } from 'vitest';
import { arrivalTimes, changeLoad, type Load, visitorsOf } from './load.ts';

const times = (load: Load) => [...arrivalTimes(load)];

describe('when visitors come', () => {
  it('is all at once in a burst', () => {
    expect(times({ shape: 'burst', visitors: 3, seconds: 10 })).toEqual([0, 0, 0]);
  });

  it('is evenly spread at a steady rate', () => {
    expect(times({ shape: 'steady', perSecond: 2, seconds: 2 })).toEqual([0, 0.5, 1, 1.5]);
  });

  it('is ever more often on a ramp', () => {
    const ramp: Load = { shape: 'ramp', users: 40, journeySeconds: 10, seconds: 10 };
    const came = times(ramp);
    expect(came).toHaveLength(20);
    // A rate that grows from 0 has brought a quarter of all after half of the time.
    expect(came.filter((at) => at < 5)).toHaveLength(5);
    expect(came.at(-1)).toBeLessThan(10);
  });

  it('peaks in the middle of a spike', () => {
    const came = times({ shape: 'spike', perSecond: 1, peakPerSecond: 10, seconds: 30 });
    const during = (from: number, to: number) => came.filter((at) => at >= from && at < to).length;
    expect(during(0, 10)).toBe(10);
    expect(during(11, 20)).toBe(90);
    expect(during(21, 30)).toBe(9);
  });

  it.each<Load>([
    { shape: 'burst', visitors: 7, seconds: 10 },
    { shape: 'steady', perSecond: 0.3, seconds: 10 },
    { shape: 'ramp', users: 33, journeySeconds: 7, seconds: 13 },
    { shape: 'spike', perSecond: 2, peakPerSecond: 31, seconds: 17 },
  ])('adds up, in order: $shape', (load) => {
    const came = times(load);
    expect(came).toHaveLength(visitorsOf(load));
    expect(came).toEqual(came.toSorted((one, other) => one - other));
  });
});

describe('changing a load', () => {
  it('keeps the shape', () => {
    const spike: Load = { shape: 'spike', perSecond: 5, peakPerSecond: 50, seconds: 90 };
    expect(changeLoad(spike, { perSecond: 1, seconds: 9 })).toEqual({
      shape: 'spike',
      perSecond: 1,
      peakPerSecond: 10,
      seconds: 9,
    });
  });

  it('refuses a number that the shape does not have', () => {
    expect(() =>
      changeLoad({ shape: 'steady', perSecond: 1, seconds: 1 }, { visitors: 5 }),
    ).toThrow('--rate');
    expect(() => changeLoad({ shape: 'burst', visitors: 1, seconds: 1 }, { perSecond: 5 })).toThrow(
      '--vus',
    );
  });
});
