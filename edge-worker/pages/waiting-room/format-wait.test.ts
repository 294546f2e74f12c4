import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatWait, roundedMinutes } from './format-wait.ts';

describe('formatWait', () => {
  it.each([
    [0, 'less than a minute', '1분 미만'],
    [44, 'less than a minute', '1분 미만'],
    [45, 'about 1 minute', '약 1분'],
    [61, 'about 2 minutes', '약 2분'],
    [600, 'about 10 minutes', '약 10분'],
    [601, 'about 15 minutes', '약 15분'],
    [3_600, 'about 1 hour', '약 1시간'],
    [3_601, 'about 1 hour 15 minutes', '약 1시간 15분'],
    [7_200, 'about 2 hours', '약 2시간'],
    [21_600, 'about 6 hours', '약 6시간'],
    [21_601, 'more than 6 hours', '6시간 이상'],
    [10_000_000, 'more than 6 hours', '6시간 이상'],
  ])('says %i seconds in plain words', (seconds, english, korean) => {
    expect(formatWait(seconds, 'en')).toBe(english);
    expect(formatWait(seconds, 'ko')).toBe(korean);
  });

  it('never promises a longer wait for a shorter estimate', () => {
    fc.assert(
      fc.property(fc.nat(30_000), fc.nat(30_000), (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(roundedMinutes(less)).toBeLessThanOrEqual(roundedMinutes(more));
      }),
    );
  });
});
