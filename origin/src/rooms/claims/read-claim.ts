import { AppError, type Place, type PlaceClaim } from '@frontrow/protocol';
import { z } from 'zod';
import type { RedisClient } from '../../redis/connect.ts';
import { defineScript } from '../../redis/lua-script.ts';
import { roomKeys } from '../store/room-keys.ts';

/** The clock of the node that keeps the room: TIME itself would ask any node of a cluster. */
const readTime = defineScript({
  source: "return redis.call('TIME')",
  keys: 1,
  reply: z.tuple([z.coerce.number(), z.coerce.number()]),
});

type Deps = { redis: RedisClient; keyPrefix: string };

export type ReadClaim = ReturnType<typeof createReadClaim>;

/** Tells how long a place has left, and changes nothing: no session is prolonged, no call renewed. */
export function createReadClaim({ redis, keyPrefix }: Deps) {
  return async function readClaim({ room, id, epoch }: Place): Promise<PlaceClaim> {
    const [state = '', waiting = '', called = '', active = '', , lapsed = ''] = roomKeys(
      keyPrefix,
      room,
    );
    // Plain reads in one round trip. Between two of them a place can only move on, never back.
    const [inForce, isWaiting, hasLapsed, deadline, expiry, time] = await Promise.all([
      redis.hget(state, 'epoch'),
      redis.zscore(waiting, id),
      redis.zscore(lapsed, id),
      redis.zscore(called, id),
      redis.zscore(active, id),
      readTime(redis, [state], []),
    ]);
    if (inForce === null) {
      throw new AppError('room_unavailable', 'The room is being opened again.');
    }
    const nowMs = time[0] * 1000;
    const runningOut = timed('active', expiry, nowMs) ?? timed('called', deadline, nowMs);
    const isKept = isWaiting !== null || Number(hasLapsed) > 0 || epoch < Number(inForce);
    return runningOut ?? { state: isKept ? 'waiting' : 'gone', secondsLeft: null };
  };
}

/** What has run out and not been cleared away yet has no second left. */
function timed(
  state: 'called' | 'active',
  endMs: string | null,
  nowMs: number,
): PlaceClaim | undefined {
  return endMs === null
    ? undefined
    : { state, secondsLeft: Math.max(0, Math.floor((Number(endMs) - nowMs) / 1000)) };
}
