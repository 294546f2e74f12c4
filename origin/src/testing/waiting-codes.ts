import { createKnex, patchRoomSettings, User } from '@frontrow/db';
import { createTestDatabase } from '@frontrow/db/testing';
import { generateKeyRing, type Place, readKeyRing, type RoomSettings } from '@frontrow/protocol';
import { createLogger } from '../logger.ts';
import { createMetrics } from '../metrics.ts';
import { connectRedis, whenReady } from '../redis/connect.ts';
import { createAttempts } from '../rooms/codes/attempts.ts';
import { createCodeBatches } from '../rooms/codes/code-batches.ts';
import { createCodeUses } from '../rooms/codes/code-uses.ts';
import { roomKeys } from '../rooms/store/room-keys.ts';
import { wireRooms } from '../wiring/wire-rooms.ts';
import { placeOf, randomPlaceId } from './room.ts';

export type CodeRoom = Awaited<ReturnType<typeof openCodeRoom>>;

/** The room `main` on a database of its own, with the parts of presale and recovery codes to be put together. */
export async function openCodeRoom(settings: Partial<RoomSettings> = { queue_all: true }) {
  const database = await createTestDatabase();
  const knex = createKnex(database.databaseUrl);
  await patchRoomSettings(knex, 'main', settings);
  const logger = createLogger('silent');
  const redis = connectRedis(database.redisUrl, logger);
  await whenReady(redis, 2000);
  const onRedis = { redis, keyPrefix: database.redisKeyPrefix };
  const waiting = wireRooms({
    knex,
    redis,
    redisKeyPrefix: database.redisKeyPrefix,
    sessionKeys: await readKeyRing(generateKeyRing('s1')),
    logger,
    metrics: createMetrics(),
  });
  const { id: actorId } = await User.query(knex).insert({
    email: 'operator@example.com',
    name: 'operator',
    role: 'operator',
    passwordHash: 'none',
  });
  const batches = createCodeBatches({ knex });
  const actor = { actorId, requestId: 'request-1' };

  return {
    ...waiting,
    knex,
    redis,
    batches,
    actor,
    uses: createCodeUses({ knex }),
    attempts: (name: string, points = 10_000) =>
      createAttempts(onRedis, { name, points, seconds: 60 }),
    /** One code for so many places. */
    async code(uses = 1): Promise<string> {
      const { codes } = await batches.create('main', { count: 1, uses }, actor);
      return codes[0] ?? '';
    },
    /** New visitors, as the edge signs their places. */
    async arrive(count: number): Promise<Place[]> {
      const ids = Array.from({ length: count }, randomPlaceId);
      const { epoch, places } = await waiting.rooms.arrive(
        'main',
        ids.map((id) => ({ id })),
      );
      return places.map(({ id, number, called }) =>
        placeOf({ id, number: number ?? 0, called, epoch }),
      );
    },
    /** Redis forgets the room and everything that belongs to it. */
    async loseRedis(): Promise<void> {
      await waiting.rooms.saveCheckpoint('main');
      const [state = ''] = roomKeys(database.redisKeyPrefix, 'main');
      const keys = await redis.keys(`${state.replace('state', '')}*`);
      await redis.del(...keys);
    },
    async stop(): Promise<void> {
      redis.disconnect();
      await knex.destroy();
      await database.drop();
    },
  };
}
