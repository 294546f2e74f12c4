import { describe, expect, it } from 'vitest';
import { createPasswords } from './passwords.ts';

describe('passwords', () => {
  it('match their own hash and no other', async () => {
    const passwords = createPasswords();
    const hash = await passwords.hash('correct horse battery');

    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.matches('correct horse battery', hash)).toBe(true);
    expect(await passwords.matches('correct horse', hash)).toBe(false);
  });

  it('never match where there is no account, not even the word that stands in', async () => {
    const passwords = createPasswords();

    expect(await passwords.matches('nobody has this password', undefined)).toBe(false);
  });

  it('are refused at once when too many wait', async () => {
    const passwords = createPasswords({ waiting: 3 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, () => passwords.hash('a long enough password')),
    );

    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(7);
    expect(refused.length).toBeLessThan(12);
    expect(refused[0]).toMatchObject({ reason: { code: 'too_many_requests' } });
  });
});
