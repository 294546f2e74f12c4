import { AppError } from '@frontrow/protocol';
import type { RedisClient } from '../../redis/connect.ts';
import { movedKey, openingKey, roomKeys } from '../store/room-keys.ts';

type Deps = { redis: RedisClient; keyPrefix: string };

/** Takes a room that MySQL does not have out of Redis. */
export function createForgetRoom({ redis, keyPrefix }: Deps) {
  return async function forgetRoom(room: string): Promise<void> {
    try {
      const others = [openingKey(keyPrefix, room), movedKey(keyPrefix, room)];
      await redis.unlink(...roomKeys(keyPrefix, room), ...others);
    } catch (error) {
      throw new AppError('room_unavailable', 'The rooms cannot be changed just now.', {
        retryAfterSeconds: 2,
        cause: error,
      });
    }
  };
}
