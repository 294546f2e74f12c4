import { PROBLEMS } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { ko } from './ko.ts';
import { problemSentence } from './problem-sentence.ts';

const codes = Object.keys(PROBLEMS) as (keyof typeof PROBLEMS)[];

describe('messages', () => {
  it.each([
    ['en', en],
    ['ko', ko],
  ] as const)(
    'have a sentence for every problem the servers can answer (%s)',
    (_name, messages) => {
      for (const code of codes) {
        expect(problemSentence(messages, { code }), code).toMatch(/\S[.?]$/);
      }
    },
  );

  it('say a problem differently in each language', () => {
    expect(problemSentence(ko, { code: 'hold_expired' })).not.toBe(
      problemSentence(en, { code: 'hold_expired' }),
    );
  });

  it('count one seat as one', () => {
    expect(en.common.seats(1)).toBe('1 seat');
    expect(en.common.seats(2)).toBe('2 seats');
  });
});
