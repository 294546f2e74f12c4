import { describe, expect, it } from 'vitest';
import { formatClock, isSpokenMoment, secondsStillLeft } from './countdown.ts';

describe('the countdown of a hold', () => {
  it('runs from the reply, by the seconds that the server gave', () => {
    expect(secondsStillLeft(300, 5_000, 5_000)).toBe(300);
    expect(secondsStillLeft(300, 5_000, 65_400)).toBe(240);
  });

  it('ends at zero', () => {
    expect(secondsStillLeft(1.5, 0, 1_600)).toBe(0);
    expect(secondsStillLeft(1.5, 0, 1_400)).toBe(1);
    expect(secondsStillLeft(0, 0, 99_000)).toBe(0);
  });

  it('is shown as minutes and seconds', () => {
    expect([300, 67, 9, 0].map(formatClock)).toEqual(['5:00', '1:07', '0:09', '0:00']);
  });

  it('is spoken each minute and near the end', () => {
    expect([300, 299, 60, 30, 10, 9, 0].filter(isSpokenMoment)).toEqual([300, 60, 30, 10]);
  });
});
