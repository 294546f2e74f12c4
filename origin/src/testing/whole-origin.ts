import { createKnex } from '@frontrow/db';
import { createTestDatabase } from '@frontrow/db/testing';
import { createLogger } from '../logger.ts';
import { connectRedis, whenReady } from '../redis/connect.ts';
import { openOrigins } from './open-origin.ts';

export type WholeOrigin = Awaited<ReturnType<typeof startWholeOrigin>>;

/** The app with every service, as `server.ts` wires it, on a database of its own and without a port. */
export async function startWholeOrigin() {
  const database = await createTestDatabase();
  const knex = createKnex(database.databaseUrl);
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
