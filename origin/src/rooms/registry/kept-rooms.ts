import { roomId, roomRoute, type CoveredRoom } from '@frontrow/protocol';
import { z } from 'zod';
import type { RedisClient } from '../../redis/connect.ts';

type Deps = { redis: RedisClient; keyPrefix: string };

export type KeptRooms = ReturnType<typeof createKeptRooms>;

const keptRooms = z.array(z.object({ room: roomId, routes: z.array(roomRoute) }));

/** The rooms as an origin last read them from MySQL, kept in Redis for the others. */
export function createKeptRooms({ redis, keyPrefix }: Deps) {
  const key = `${keyPrefix}rooms`;
  return {
    /** Nobody waits for it: it is written again within a second. */
    save(rooms: CoveredRoom[]): void {
      const text = JSON.stringify(rooms.map(({ room, routes }) => ({ room, routes })));
      redis.set(key, text).catch(() => undefined);
    },

    /** undefined where nothing is kept, or Redis is away as well. */
    async read(): Promise<CoveredRoom[] | undefined> {
      const text = await redis.get(key).catch(() => null);
      return text === null ? undefined : keptRooms.parse(JSON.parse(text));
    },
  };
}
