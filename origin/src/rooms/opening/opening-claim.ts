import type { RedisClient } from '../../redis/connect.ts';
import { openingKey, stateKey } from '../store/room-keys.ts';

type Deps = { redis: RedisClient; keyPrefix: string };

/** Longer than opening takes: an origin that dies meanwhile holds the others up for so long. */
const CLAIM_MS = 5_000;

export type OpeningClaim = ReturnType<typeof createOpeningClaim>;

/** Who opens a closed room: one of all the origins that find it so at one moment. */
export function createOpeningClaim({ redis, keyPrefix }: Deps) {
  return {
    /** True for one, until it releases the claim or the claim lapses. */
    async take(room: string): Promise<boolean> {
      const reply = await redis.set(openingKey(keyPrefix, room), '1', 'PX', CLAIM_MS, 'NX');
      return reply === 'OK';
    },

    async release(room: string): Promise<void> {
      await redis.del(openingKey(keyPrefix, room));
    },

    /** Somebody may have opened the room between the look and the claim. */
    async isStillNeeded(room: string): Promise<boolean> {
      return (await redis.exists(stateKey(keyPrefix, room))) === 0;
    },
  };
}
