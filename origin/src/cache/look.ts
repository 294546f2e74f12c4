import type { KeptValues } from './kept-values.ts';
import { createMemory } from './memory.ts';
import { prepare, type Prepared } from './prepared.ts';

/** `version`: empty when the group has none yet. `payload`: the newest that was kept, fresh no more. */
type Found = { version: string; fresh?: Prepared; payload?: string };

const MEMORY_BYTES = 32 * 1024 * 1024;

/** Looks a value up; one that this process remembers only asks Redis whether its version is still the same. */
export function createLook(kept: KeptValues) {
  const memory = createMemory(MEMORY_BYTES);

  /** Undefined while Redis is away: the database answers then, as it would for an empty cache. */
  return async function look(group: string, name: string): Promise<Found | undefined> {
    try {
      const remembered = memory.recall(group, name);
      if (remembered !== undefined && (await kept.isOfNow(group, remembered.version))) {
        return { version: remembered.version, fresh: remembered };
      }
      return await lookInRedis(group, name);
    } catch {
      return undefined;
    }
  };

  async function lookInRedis(group: string, name: string): Promise<Found> {
    const askedAt = performance.now();
    const { version, payload, freshMs } = await kept.look(group, name);
    if (payload === undefined) {
      return { version };
    }
    if (freshMs === 0) {
      return { version, payload };
    }
    const fresh = prepare(payload);
    memory.remember(group, name, { ...fresh, version, freshUntil: askedAt + freshMs });
    return { version, fresh };
  }
}
