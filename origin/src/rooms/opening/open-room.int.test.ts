import { createKnex, RoomCheckpoint } from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import {
  DEFAULT_ROOM_SETTINGS,
  generateKeyRing,
  type KeyRing,
  readKeyRing,
} from '@frontrow/protocol';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../logger.ts';
import { createMetrics } from '../../metrics.ts';
import { connectRedis, type RedisClient, whenReady } from '../../redis/connect.ts';
import { randomPlaceId } from '../../testing/room.ts';
import { wireRooms } from '../../wiring/wire-rooms.ts';
import { openingKey, roomKeys, stateKey } from '../store/room-keys.ts';
import { createRoomStore } from '../store/room-store.ts';
import { createOpeningClaim } from './opening-claim.ts';
import { createRoomCheckpoints } from './room-checkpoints.ts';

let database: TestDatabase;
let knex: Knex;
let redis: RedisClient;
let sessionKeys: KeyRing;
const logger = createLogger('silent');

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl);
  redis = connectRedis(database.redisUrl, logger);
  await whenReady(redis, 2_000);
  sessionKeys = await readKeyRing(generateKeyRing('s1'));
});

afterAll(async () => {
  redis.disconnect();
  await knex.destroy();
  await database.drop();
});

/** One of several origins that share Redis and MySQL. */
function createOrigin() {
  const redisKeyPrefix = database.redisKeyPrefix;
  return wireRooms({ knex, redis, redisKeyPrefix, sessionKeys, logger, metrics: createMetrics() });
}

const sixOrigins = () => Array.from({ length: 6 }, createOrigin);

describe('several origins that find the room closed at one moment', () => {
  it('open it once, the first time without a gap and without a grace', async () => {
    const snapshots = await Promise.all(sixOrigins().map(({ rooms }) => rooms.snapshot('main')));

    expect(new Set(snapshots.map(({ epoch }) => epoch))).toEqual(new Set([1]));
    const [place] = (await createOrigin().rooms.arrive('main', [{ id: randomPlaceId() }])).places;
    expect(place).toMatchObject({ number: 1, called: true });
  });

  it('write down how far the room is, and go on from there after Redis has lost it', async () => {
    await createOrigin().rooms.saveCheckpoint('main');
    expect(await RoomCheckpoint.query(knex).findById('main')).toMatchObject({ issued: 1 });

    await loseMemory();
    const snapshots = await Promise.all(sixOrigins().map(({ rooms }) => rooms.snapshot('main')));
    expect(new Set(snapshots.map(({ epoch }) => epoch))).toEqual(new Set([2]));
    await createOrigin().rooms.saveCheckpoint('main');
    const checkpoint = await RoomCheckpoint.query(knex).findById('main');
    expect(checkpoint).toMatchObject({ epoch: 2, issued: snapshots[0]?.issued });
  });
});

describe('two origins that claim an epoch each', () => {
  it('leave a room whose checkpoint can be written, whichever opens it', async () => {
    await loseMemory();
    const checkpoints = createRoomCheckpoints({ knex });
    const first = await checkpoints.startEpoch('main');
    const second = await checkpoints.startEpoch('main');
    const store = createRoomStore({ redis, keyPrefix: database.redisKeyPrefix });
    const settings = { version: 1, settings: DEFAULT_ROOM_SETTINGS, graceMs: 0 };
    expect(await store.open('main', { ...first, ...settings })).toBe(first.epoch);
    expect(await store.open('main', { ...second, ...settings })).toBe(first.epoch);
    expect(await store.snapshot('main')).toMatchObject({ issued: second.issued });
  });
});

describe('an origin that dies while it opens the room', () => {
  it('holds the others up for a moment only', async () => {
    await loseMemory();
    const dying = createOpeningClaim({ redis, keyPrefix: database.redisKeyPrefix });
    expect(await dying.take('main')).toBe(true);
    await redis.pexpire(openingKey(database.redisKeyPrefix, 'main'), 300);

    expect(await createOrigin().rooms.snapshot('main')).toMatchObject({ epoch: 5 });
  });
});

describe('an origin that finds a room which older code left', () => {
  it('opens it again in the next epoch', async () => {
    const key = stateKey(database.redisKeyPrefix, 'main');
    await redis.hdel(key, 'format', 'settings', 'capacity');
    expect(await createOrigin().rooms.snapshot('main')).toMatchObject({ epoch: 6 });
  });
});

async function loseMemory(): Promise<void> {
  await redis.del(...roomKeys(database.redisKeyPrefix, 'main'));
}
