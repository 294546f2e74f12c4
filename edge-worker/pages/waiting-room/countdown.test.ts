import { describe, expect, it } from 'vitest';
import { formatCountdown } from './countdown.ts';

const START = '2026-11-22T11:00:00.000Z';
const before = (seconds: number) => Date.parse(START) - seconds * 1000;

describe('formatCountdown', () => {
  it.each([
    [5, '0:05'],
    [754, '12:34'],
    [4354, '1:12:34'],
    [93_784, '1 day 2:03:04'],
    [180_000, '2 days 2:00:00'],
    [0.4, '0:01'],
  ])('says %d seconds as %s', (seconds, text) => {
    expect(formatCountdown(START, before(seconds), 'en')).toBe(text);
  });

  it('counts nothing below zero, nor for a time that it cannot read', () => {
    expect(formatCountdown(START, before(-3), 'en')).toBe('any moment');
    expect(formatCountdown('soon', before(5), 'ja')).toBe('まもなく');
    expect(formatCountdown(START, Number.NaN, 'ko')).toBe('곧 시작합니다');
  });
});
