import { describe, expect, it } from 'vitest';
import { signUpBody } from './accounts.ts';
import { createConcertBody, createVenueBody } from './admin.ts';
import { grantBody } from './points.ts';

describe('text that is kept', () => {
  const withText = (text: string) => [
    signUpBody.safeParse({ email: 'a@b.example', password: '0123456789', name: text }),
    createConcertBody.safeParse({ title: text, artist: 'A', genre: 'G' }),
    createConcertBody.safeParse({ title: 'T', artist: 'A', genre: 'G', summary: text }),
    createVenueBody.safeParse({ name: text, city: 'C', sections: [] }),
    grantBody.safeParse({ amount: 1, reason: text }),
  ];
  const issuesOf = (text: string) =>
    withText(text).map(({ error }) => error?.issues.map(({ message }) => message) ?? []);
  const unprintable = 'Has characters that cannot be printed.';

  it.each([
    ['half of a surrogate pair', 'Tour \ud83d'],
    ['a null', 'Tour \0 2027'],
  ])('takes no text with %s, which the database would refuse or change', (_what, text) => {
    for (const issues of issuesOf(text)) {
      expect(issues).toContain(unprintable);
    }
  });

  it.each(['방탄소년단 ‘봄날’', 'Zoë 🎤👩‍🎤', "Robert'); DROP TABLE concert;--"])(
    'may be whatever people write: %s',
    (text) => {
      expect(issuesOf(text).flat()).not.toContain(unprintable);
    },
  );

  it('breaks lines in a summary only', () => {
    const [name, title, summary] = withText('one\ntwo');
    expect([name?.success, title?.success, summary?.success]).toEqual([false, false, true]);
  });
});
