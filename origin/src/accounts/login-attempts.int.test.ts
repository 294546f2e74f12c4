import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectRedis, whenReady } from '../redis/connect.ts';
import { createLoginAttempts, type LoginAttempts } from './login-attempts.ts';

const failures = { perIp: 6, perIpAndEmail: 3, perEmail: 4 };
let database: TestDatabase;
let redis: Redis;
let attempts: LoginAttempts;

beforeAll(async () => {
  database = await createTestDatabase();
  redis = new Redis(database.redisUrl);
  await whenReady(redis, 10_000);
  attempts = createLoginAttempts({ redis, keyPrefix: database.redisKeyPrefix, failures });
});
afterAll(async () => {
  redis.disconnect();
  await database.drop();
});

describe('login attempts', () => {
  it('end for one guesser before the account is closed to its owner', async () => {
    const email = newEmail();
    await times(3, { email, clientIp: '192.0.2.1' });

    await expect(attempts.count({ email, clientIp: '192.0.2.1' })).rejects.toMatchObject({
      code: 'too_many_requests',
      retryAfterSeconds: expect.any(Number),
    });
    await expect(attempts.count({ email, clientIp: '192.0.2.2' })).resolves.toBeUndefined();
  });

  it('end for an account that many addresses guess at', async () => {
    const email = newEmail();
    for (const clientIp of ['192.0.2.11', '192.0.2.12', '192.0.2.13', '192.0.2.15']) {
      await attempts.count({ email, clientIp });
    }

    await expect(attempts.count({ email, clientIp: '192.0.2.14' })).rejects.toMatchObject({
      code: 'too_many_requests',
    });
  });

  it('from the public leave an operator who comes straight to the origin alone, and the other way round', async () => {
    const email = newEmail();
    for (const clientIp of ['192.0.2.51', '192.0.2.52', '192.0.2.53', '192.0.2.54']) {
      await attempts.count({ email, clientIp });
    }
    await expect(attempts.count({ email, clientIp: undefined })).resolves.toBeUndefined();
    await times(3, { email, clientIp: undefined });
    await expect(attempts.count({ email, clientIp: undefined })).rejects.toMatchObject({
      code: 'too_many_requests',
    });
  });

  it('end for an address that guesses at many accounts', async () => {
    for (let account = 0; account < 6; account += 1) {
      await attempts.count({ email: newEmail(), clientIp: '192.0.2.21' });
    }

    await expect(
      attempts.count({ email: newEmail(), clientIp: '192.0.2.21' }),
    ).rejects.toMatchObject({ code: 'too_many_requests' });
  });

  it('are counted before they are judged, so that many at once are many', async () => {
    const email = newEmail();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => attempts.count({ email, clientIp: undefined })),
    );

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  });

  it('are given back when the password was right', async () => {
    const attempt = { email: newEmail(), clientIp: '192.0.2.31' };
    for (let login = 0; login < 10; login += 1) {
      await attempts.count(attempt);
      await attempts.giveBack(attempt);
    }

    await expect(attempts.count(attempt)).resolves.toBeUndefined();
  });

  it('leave no e-mail address in Redis', async () => {
    const email = newEmail();
    await attempts.count({ email, clientIp: '192.0.2.41' });
    const keys = await redis.keys(`${database.redisKeyPrefix}*`);

    expect(keys.length).toBeGreaterThan(0);
    expect(keys.join()).not.toContain(email);
    expect(keys.join()).not.toContain('192.0.2.41');
  });

  it('are still counted, by each process for itself, while Redis is away', async () => {
    const gone = connectRedis('redis://127.0.0.1:1', pino({ level: 'silent' }));
    const alone = createLoginAttempts({ redis: gone, keyPrefix: 'gone:', failures });
    const attempt = { email: newEmail(), clientIp: undefined };
    try {
      for (let count = 0; count < 4; count += 1) {
        await alone.count(attempt);
      }
      await alone.giveBack(attempt);
      await alone.count(attempt);
      await expect(alone.count(attempt)).rejects.toMatchObject({ code: 'too_many_requests' });
    } finally {
      gone.disconnect();
    }
  });
});

function newEmail(): string {
  return `${randomUUID()}@people.example`;
}

async function times(
  count: number,
  attempt: { email: string; clientIp: string | undefined },
): Promise<void> {
  for (let done = 0; done < count; done += 1) {
    await attempts.count(attempt);
  }
}
