import type { KeyRing } from '@frontrow/protocol';
import type { Redis } from 'ioredis';
import type { Knex } from 'knex';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import { createAdmission } from './rooms/admission.ts';
import { createReopening } from './rooms/open-room.ts';
import { createRoomCheckpoints } from './rooms/room-checkpoints.ts';
import { createRoomNames } from './rooms/room-names.ts';
import { createRoomSessions } from './rooms/room-session.ts';
import { createRoomSettingsStore } from './rooms/room-settings-store.ts';
import { createRoomStore } from './rooms/room-store.ts';
import { createRooms } from './rooms/rooms.ts';

export type Connections = {
  knex: Knex;
  redis: Redis;
  cacheRedis: Redis;
  sessionKeys: KeyRing;
  logger: Logger;
  metrics: Metrics;
  redisKeyPrefix: string;
  holdSeconds: number;
  publicUrl: string;
};

export type RoomServices = ReturnType<typeof createRoomServices>;

type RoomConnections = Pick<
  Connections,
  'knex' | 'redis' | 'sessionKeys' | 'logger' | 'metrics' | 'redisKeyPrefix'
>;

/** Everything about the waiting rooms, wired. */
export function createRoomServices(connections: RoomConnections) {
  const { knex, redis, redisKeyPrefix, sessionKeys, logger, metrics } = connections;
  const store = createRoomStore({ redis, keyPrefix: redisKeyPrefix });
  const settings = createRoomSettingsStore({ knex });
  const checkpoints = createRoomCheckpoints({ knex });
  const reopening = createReopening({ store, settings, checkpoints, logger });
  const rooms = createRooms({ store, settings, checkpoints, reopening });
  const sessions = createRoomSessions({ sessionKeys });
  return {
    store,
    settings,
    rooms,
    roomNames: createRoomNames({ settings }),
    admission: createAdmission({ rooms, sessions, metrics, logger }),
  };
}
