import type { KeyRing } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { RedisClient } from '../redis/connect.ts';
import type { RoomStore } from '../rooms/store/room-store.ts';

/** What every part of an origin is built from. */
export type Connections = {
  knex: Knex;
  /** The room's Redis. */
  redis: RedisClient;
  /** The caches' Redis: it may evict, and it may be the same one. */
  cacheRedis: RedisClient;
  redisKeyPrefix: string;
  sessionKeys: KeyRing;
  logger: Logger;
  metrics: Metrics;
  holdSeconds: number;
  /** Of the shortest pre-queue that an event may have; five minutes without it. */
  leastPrequeueSeconds?: number;
  /** The edge's URL as browsers see it. */
  publicUrl: string;
  /** Whether accounts with a public password may log in. */
  demoAccounts: boolean;
  /** Another room in place of the one in Redis: for the comparison of rooms alone. */
  roomStore?: (parts: { knex: Knex; inRedis: RoomStore }) => RoomStore;
};
