import { z } from 'zod';
import type { RedisClient } from '../../redis/connect.ts';
import { defineScript } from '../../redis/lua-script.ts';
import { movedKey, roomSetKeys } from '../store/room-keys.ts';
import { accountKey } from './arrival-keys.ts';
import { readArrivalLua } from './join-limit.ts';

type Deps = { redis: RedisClient; keyPrefix: string; readLua?: (name: string) => string };
type Joiner = { placeId: string; userId: number };

export type AccountPlaces = ReturnType<typeof createAccountPlaces>;

const SETS = ['waiting', 'called', 'active', 'tickets', 'lapsed'] as const;

/** The one place that an account has in a room, kept in Redis for as long as a place may live. */
export function createAccountPlaces({ redis, keyPrefix, readLua = readArrivalLua }: Deps) {
  const claimPlaces = defineScript({
    source: readLua('claim-places'),
    keys: 'any',
    reply: z.array(z.string()),
  });

  /** By the id that somebody brought, the id of the place that its account has. */
  return async function placesOf(room: string, joiners: Joiner[]): Promise<Map<string, string>> {
    if (joiners.length === 0) {
      return new Map();
    }
    const ofRoom = [...roomSetKeys(keyPrefix, room, SETS), movedKey(keyPrefix, room)];
    const accounts = [...new Set(joiners.map(({ userId }) => userId))];
    const keys = [...ofRoom, ...accounts.map((userId) => accountKey(keyPrefix, room, userId))];
    const args = joiners.flatMap(({ userId, placeId }) => [
      ofRoom.length + accounts.indexOf(userId) + 1,
      placeId,
    ]);
    const places = await claimPlaces(redis, keys, args);
    return new Map(joiners.map(({ placeId }, index) => [placeId, places[index] ?? placeId]));
  };
}
