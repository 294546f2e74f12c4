import { AppError, type Place, type PlaceClaim } from '@frontrow/protocol';
import type { Redis } from 'ioredis';
import { roomKeys } from '../store/room-keys.ts';

type Deps = { redis: Redis; keyPrefix: string };

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
      redis.time(),
    ]);
    if (inForce === null) {
      throw new AppError('room_unavailable', 'The room is being opened again.');
    }
    const nowMs = Number(time[0]) * 1000;
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
