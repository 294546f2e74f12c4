import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectRedis } from '../redis/connect.ts';
import { createCache, type Cache, type Cached } from './cache.ts';
import { prepare } from './prepared.ts';

let database: TestDatabase;
let redis: Redis;
let cache: Cache;
let other: Cache;
let group: string;
let groups = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  redis = new Redis(database.redisUrl);
  const deps = { redis, keyPrefix: database.redisKeyPrefix };
  cache = createCache(deps);
  other = createCache(deps);
});
beforeEach(() => {
  groups += 1;
  group = `group-${groups}`;
});
afterAll(async () => {
  redis.disconnect();
  await database.drop();
});

describe('the cache', () => {
  it('loads once and keeps the value, for other processes too', async () => {
    const load = counting(() => 'one');

    await cache.read({ group, name: 'x', ttlMs: 5_000, load });
    const second = await other.read({ group, name: 'x', ttlMs: 5_000, load });

    expect(second).toEqual({ ...prepare('one'), stale: false });
    expect(load.count()).toBe(1);
  });

  it('keeps a value as it was, whatever is in it', async () => {
    const payload = '{"a|b":"가|나"}|';
    const entry = { group, name: 'x', ttlMs: 5_000, load: async () => payload };
    await cache.read(entry);

    expect(await other.read(entry)).toEqual({ ...prepare(payload), stale: false });
  });

  it('lets many who ask at one time share one load', async () => {
    const load = counting(() => sleep(30, 'shared'));
    const entry = { group, name: 'x', ttlMs: 5_000, load };

    await Promise.all(Array.from({ length: 100 }, () => cache.read(entry)));

    expect(load.count()).toBe(1);
  });

  it('loads again after the time to live', async () => {
    const load = counting(() => 'short');
    const entry = { group, name: 'x', ttlMs: 50, load };
    await cache.read(entry);
    await sleep(80);
    await cache.read(entry);

    expect(load.count()).toBe(2);
  });

  it('forgets all of a group and nothing of another at invalidation', async () => {
    const mine = counting(() => 'mine');
    const theirs = counting(() => 'theirs');
    const read = async () => {
      await cache.read({ group, name: 'a', ttlMs: 5_000, load: mine });
      await cache.read({ group: `${group}0`, name: 'a', ttlMs: 5_000, load: theirs });
    };
    await read();
    cache.invalidate(group);
    await read();

    expect([mine.count(), theirs.count()]).toEqual([2, 1]);
  });

  it('does not keep what was loaded before an invalidation', async () => {
    let value = 'old';
    const entry = {
      group,
      name: 'x',
      ttlMs: 5_000,
      load: async () => {
        const seen = value;
        await sleep(40);
        return seen;
      },
    };
    const slow = cache.read(entry);
    await sleep(10);
    value = 'new';
    other.invalidate(group);

    expect(textOf(await slow)).toBe('old');
    expect(textOf(await other.read(entry))).toBe('new');
    expect(textOf(await cache.read(entry))).toBe('new');
  });

  it('does not let a new reader join a load from before the invalidation', async () => {
    let value = 'old';
    const load = async () => {
      const seen = value;
      await sleep(40);
      return seen;
    };
    const slow = cache.read({ group, name: 'x', ttlMs: 5_000, load });
    await sleep(10);
    value = 'new';
    cache.invalidate(group);

    expect(textOf(await cache.read({ group, name: 'x', ttlMs: 5_000, load }))).toBe('new');
    await slow;
  });

  it('shows nothing old once writers and their invalidations are done', async () => {
    let value = 0;
    const load = async () => {
      const seen = String(value);
      await sleep(Math.random() * 4);
      return seen;
    };
    const entry = { group, name: 'x', ttlMs: 60_000, load };
    const readers = Array.from({ length: 8 }, async (_, reader) => {
      for (let turn = 0; turn < 60; turn += 1) {
        await (reader % 2 === 0 ? cache : other).read(entry);
        await sleep(Math.random() * 2);
      }
    });
    for (let write = 0; write < 60; write += 1) {
      value += 1;
      (write % 2 === 0 ? cache : other).invalidate(group);
      await sleep(Math.random() * 3);
    }
    await Promise.all(readers);

    expect(textOf(await cache.read(entry))).toBe('60');
    expect(textOf(await other.read(entry))).toBe('60');
  });

  it('remembers what it has read, and asks Redis for nothing but its version', async () => {
    const entry = { group, name: 'x', ttlMs: 5_000, load: async () => 'read' };
    await cache.read(entry);
    await cache.read(entry);
    await redis.del(`${database.redisKeyPrefix}cache:{${group}}:value:x`);
    const load = counting(() => 'loaded');

    expect(textOf(await cache.read({ ...entry, load }))).toBe('read');
    expect(load.count()).toBe(0);
  });

  it('remembers nothing past its time to live, nor past what another process invalidates', async () => {
    let value = 'first';
    const entry = { group, name: 'x', ttlMs: 150, load: async () => value };
    await cache.read(entry);
    await cache.read(entry);
    value = 'second';
    other.invalidate(group);
    expect(textOf(await cache.read(entry))).toBe('second');

    await cache.read(entry);
    value = 'third';
    await sleep(160);
    expect(textOf(await cache.read(entry))).toBe('third');
  });

  it('never takes up an old value again after Redis has forgotten the version', async () => {
    const load = counting(() => 'first');
    const entry = { group, name: 'x', ttlMs: 5_000, load };
    await cache.read(entry);
    await redis.del(`${database.redisKeyPrefix}cache:{${group}}:version`);
    await cache.read(entry);

    expect(load.count()).toBe(2);
  });

  it('shows the newest that was kept while the database is away, and says so', async () => {
    const away = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    await cache.read({ group, name: 'x', ttlMs: 1, load: async () => 'kept' });
    await sleep(5);
    const load = () => Promise.reject(away);

    expect(await cache.read({ group, name: 'x', ttlMs: 1, load })).toEqual({
      ...prepare('kept'),
      stale: true,
    });
    await expect(cache.read({ group, name: 'never', ttlMs: 1, load })).rejects.toBe(away);
  });

  it('does not hide a bug behind an old value', async () => {
    await cache.read({ group, name: 'x', ttlMs: 1, load: async () => 'kept' });
    await sleep(5);
    const bug = new TypeError('a bug');

    await expect(
      cache.read({ group, name: 'x', ttlMs: 1, load: () => Promise.reject(bug) }),
    ).rejects.toBe(bug);
  });
});

describe('the cache without Redis', () => {
  it('asks the database, one load at a time for each key', async () => {
    const gone = connectRedis('redis://127.0.0.1:1', pino({ level: 'silent' }));
    const alone = createCache({ redis: gone, keyPrefix: 'gone:' });
    const load = counting(() => sleep(30, 'direct'));
    const entry = { group, name: 'x', ttlMs: 5_000, load };
    try {
      const answers = await Promise.all(Array.from({ length: 50 }, () => alone.read(entry)));
      expect(answers.every((answer) => textOf(answer) === 'direct')).toBe(true);
      expect(load.count()).toBe(1);

      alone.invalidate(group);
      await alone.read(entry);
      expect(load.count()).toBe(2);
    } finally {
      gone.disconnect();
    }
  });
});

function counting(value: () => string | Promise<string>) {
  let count = 0;
  const load = async () => {
    count += 1;
    return value();
  };
  return Object.assign(load, { count: () => count });
}

function textOf({ bytes }: Cached): string {
  return bytes.toString();
}
