import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatWait, roundedMinutes } from './format-wait.ts';

const MINUTE = 60;
const HOUR = 3600;

describe('formatWait', () => {
  it.each([
    [0, 30, 'less than a minute', '1분 미만', '1分未満'],
    [20, 130, 'up to 3 min', '최대 3분', '最大3分'],
    [90, 110, 'about 2 min', '약 2분', '約2分'],
    [12 * MINUTE, 18 * MINUTE, '12–18 min', '12–18분', '12–18分'],
    [21 * MINUTE, 38 * MINUTE, '25–40 min', '25–40분', '25–40分'],
    [50 * MINUTE, 70 * MINUTE, '50 min – 1 h 15 min', '50분 – 1시간 15분', '50分 – 1時間 15分'],
    [2 * HOUR, 3 * HOUR, '2 h – 3 h', '2시간 – 3시간', '2時間 – 3時間'],
    [9 * HOUR, 12 * HOUR, 'more than 6 h', '6시간 이상', '6時間以上'],
  ])('says %d to %d seconds as a range in every language', (soonest, latest, ...words) => {
    const languages = ['en', 'ko', 'ja'] as const;
    expect(languages.map((language) => formatWait(soonest, latest, language))).toEqual(words);
  });

  it('says one time where no range is told', () => {
    expect(formatWait(700, null, 'en')).toBe('about 12 min');
  });

  it('never rounds down, nor a shorter wait to a longer one', () => {
    const seconds = fc.integer({ min: 0, max: 10 * HOUR });
    fc.assert(
      fc.property(seconds, seconds, (one, other) => {
        expect(roundedMinutes(one) * MINUTE).toBeGreaterThan(one - 45);
        const [shorter, longer] = [Math.min(one, other), Math.max(one, other)];
        expect(roundedMinutes(shorter)).toBeLessThanOrEqual(roundedMinutes(longer));
      }),
    );
  });
});
