import { AppError } from '@frontrow/protocol';
import type { RedisClient } from '../../redis/connect.ts';
import { openingKey, roomKeys } from '../store/room-keys.ts';

type Deps = { redis: RedisClient; keyPrefix: string };

export type ForgetRoom = ReturnType<typeof createForgetRoom>;

/** Takes a room that MySQL does not have out of Redis. */
export function createForgetRoom({ redis, keyPrefix }: Deps) {
  return async function forgetRoom(room: string): Promise<void> {
    try {
      await redis.unlink(...roomKeys(keyPrefix, room), openingKey(keyPrefix, room));
    } catch (error) {
      throw new AppError('room_unavailable', 'The rooms cannot be changed just now.', {
        retryAfterSeconds: 2,
        cause: error,
      });
    }
  };
}
