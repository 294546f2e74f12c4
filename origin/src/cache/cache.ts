import { classifyDatabaseError } from '@frontrow/db';
import type { RedisClient } from '../redis/connect.ts';
import { createFlights } from './flights.ts';
import { createKeptValues } from './kept-values.ts';
import { createLook } from './look.ts';
import { prepare, type Prepared } from './prepared.ts';

type Entry = {
  /** What is invalidated together. */
  group: string;
  name: string;
  ttlMs: number;
  load: () => Promise<string>;
};
/** `stale`: the database is away, and this is the newest that was kept. */
export type Cached = Prepared & { stale: boolean };

export type Cache = ReturnType<typeof createCache>;

/**
 * Read-through strings, as they are sent. A value counts only while it carries its group's version, and is kept only if
 * that version was the same before and after its load, so that an older load never replaces a newer one.
 *
 * Each process loads a key once at a time. No lock stands between processes: an expiry costs one load for
 * each of them, less than a lock that its holder may take to the grave. Without Redis every flight
 * goes to the database, still one at a time for each key and process.
 *
 * What a process has read it remembers, and of Redis asks only whether the version is still the same.
 */
export function createCache(deps: { redis: RedisClient; keyPrefix: string }) {
  const kept = createKeptValues(deps);
  const look = createLook(kept);
  const flights = createFlights<Cached>();

  return {
    read(entry: Entry): Promise<Cached> {
      return flights.join(entry.group, entry.name, () => readThrough(entry));
    },

    /**
     * Call after the commit. Does not wait, and does not fail: when Redis is away, the time to live
     * bounds how long an old value is shown. Seats and money are never decided by it.
     */
    invalidate(group: string): void {
      // Whoever asks from now on must not join a load that began before the commit.
      flights.part(group);
      kept.renew(group).catch(() => undefined);
    },
  };

  async function readThrough(entry: Entry): Promise<Cached> {
    const found = await look(entry.group, entry.name);
    if (found?.fresh !== undefined) {
      return { ...found.fresh, stale: false };
    }
    try {
      const payload = await entry.load();
      if (found !== undefined) {
        // What could not be kept is loaded again by the next reader.
        await kept.keep(entry, found.version, payload).catch(() => undefined);
      }
      return { ...prepare(payload), stale: false };
    } catch (error) {
      if (found?.payload !== undefined && classifyDatabaseError(error) === 'unavailable') {
        return { ...prepare(found.payload), stale: true };
      }
      throw error;
    }
  }
}
