import { createLogins } from '../accounts/logins.ts';
import { createAccountPlaces } from '../rooms/arrivals/account-places.ts';
import { createCheckJoins } from '../rooms/arrivals/check-joins.ts';
import { createJoinLimit } from '../rooms/arrivals/join-limit.ts';
import { createReadJoinRules } from '../rooms/arrivals/join-rules.ts';
import { createTakeArrivals } from '../rooms/arrivals/take-arrivals.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { RoomSettingsStore } from '../rooms/settings/room-settings-store.ts';
import type { Connections } from './connections.ts';

type Deps = Pick<Connections, 'knex' | 'redis' | 'redisKeyPrefix'> & {
  rooms: Pick<Rooms, 'arrive'>;
  settings: Pick<RoomSettingsStore, 'of'>;
};

/** Arrivals, and the rules for joining. */
export function wireArrivals({ knex, redis, redisKeyPrefix, rooms, settings }: Deps) {
  const onRedis = { redis, keyPrefix: redisKeyPrefix };
  const readJoinRules = createReadJoinRules({ ...onRedis, settings });
  const checkJoins = createCheckJoins({
    readJoinRules,
    refusedJoins: createJoinLimit(onRedis),
    placesOf: createAccountPlaces(onRedis),
    logins: createLogins({ knex }),
  });
  return { readJoinRules, takeArrivals: createTakeArrivals({ rooms, checkJoins }) };
}
