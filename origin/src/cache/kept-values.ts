import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { RedisClient } from '../redis/connect.ts';
import { defineScript } from '../redis/lua-script.ts';

/** How long a value outlives its freshness, for the time that the database is away. */
const STALE_MS = 600_000;
const VERSION_MS = 86_400_000;
/** Keys that were filled together must not all lapse together. */
const JITTER = 0.2;

const fill = defineScript({
  source: readFileSync(new URL('./lua/fill.lua', import.meta.url), 'utf8'),
  keys: 2,
  reply: z.literal([0, 1]),
});

export type KeptValue = {
  /** Empty when the group has none yet. */
  version: string;
  payload?: string;
  /** For how long it may still be shown as new; 0 when it may not. */
  freshMs: number;
};

export type KeptValues = ReturnType<typeof createKeptValues>;

/**
 * Strings in Redis under versions. The version of a group is a random word: one that Redis has
 * forgotten (empty, evicted) is followed by a new word, never by one that an old value carries.
 */
export function createKeptValues({ redis, keyPrefix }: { redis: RedisClient; keyPrefix: string }) {
  // The braces put a group's keys on one node of a cluster.
  const versionKey = (group: string) => `${keyPrefix}cache:{${group}}:version`;
  const valueKey = (group: string, name: string) => `${keyPrefix}cache:{${group}}:value:${name}`;

  return {
    async look(group: string, name: string): Promise<KeptValue> {
      const key = valueKey(group, name);
      const [[version = null, value = null], leftMs] = await Promise.all([
        redis.mget(versionKey(group), key),
        redis.pttl(key),
      ]);
      const kept = value === null ? undefined : splitValue(value);
      const isOfNow = version !== null && kept?.version === version;
      return {
        version: version ?? '',
        ...(kept === undefined ? {} : { payload: kept.payload }),
        freshMs: isOfNow ? Math.max(0, leftMs - STALE_MS) : 0,
      };
    },

    async isOfNow(group: string, version: string): Promise<boolean> {
      return (await redis.get(versionKey(group))) === version;
    },

    /** `version` is the one that was seen before the load. */
    async keep(
      entry: { group: string; name: string; ttlMs: number },
      version: string,
      payload: string,
    ): Promise<void> {
      const { group, name, ttlMs } = entry;
      const lifeMs = STALE_MS + Math.ceil(ttlMs * (1 - JITTER * Math.random()));
      const keys = [versionKey(group), valueKey(group, name)];
      await fill(redis, keys, [version, randomUUID(), payload, lifeMs, VERSION_MS]);
    },

    async renew(group: string): Promise<void> {
      await redis.set(versionKey(group), randomUUID(), 'PX', VERSION_MS);
    },
  };
}

function splitValue(value: string): { version: string; payload: string } {
  const bar = value.indexOf('|');
  return { version: value.slice(0, bar), payload: value.slice(bar + 1) };
}
