import { createKnex, patchRoomSettings } from '@frontrow/db';
import { createTestDatabase } from '@frontrow/db/testing';
import { MAIN_ROOM, type RoomSettings } from '@frontrow/protocol';
import { createLogger } from '../logger.ts';
import { connectRedis, whenReady } from '../redis/connect.ts';
import { openOrigins } from './open-origin.ts';

/** A pace that is never in the way: for tests in which visitors come in one after another, however fast that goes. */
export const NO_PACE = { new_users_per_minute: 60_000 };

export type WholeOrigin = Awaited<ReturnType<typeof startWholeOrigin>>;

/** The app with every service, as `server.ts` wires it, on a database of its own and without a port. */
export async function startWholeOrigin(settings?: Partial<RoomSettings>) {
  const database = await createTestDatabase();
  const knex = createKnex(database.databaseUrl);
  if (settings !== undefined) {
    await patchRoomSettings(knex, MAIN_ROOM, settings);
  }
  const redis = connectRedis(database.redisUrl, createLogger('silent'));
  await whenReady(redis, 2_000);
  const { redisKeyPrefix } = database;
  const { createOn, edgeKeys } = await openOrigins({ redis, redisKeyPrefix });

  return {
    ...createOn(knex),
    knex,
    redis,
    redisKeyPrefix,
    edgeKeys,
    /** Another origin of the same shop that does not reach its database. */
    withoutDatabase: () => createOn(createKnex('mysql://nobody:x@127.0.0.1:1/none')),
    async stop() {
      redis.disconnect();
      await knex.destroy();
      await database.drop();
    },
  };
}
