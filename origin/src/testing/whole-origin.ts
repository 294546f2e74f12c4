import { createKnex } from '@frontrow/db';
import { createTestDatabase } from '@frontrow/db/testing';
import { generateKeyRing, readKeyRing } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { createApp } from '../app.ts';
import { createHealth } from '../health/create-health.ts';
import { createLogger } from '../logger.ts';
import { createMetrics } from '../metrics.ts';
import { connectRedis, whenReady } from '../redis/connect.ts';
import { createServices } from '../services.ts';
import { createThroughEdge } from './through-edge.ts';

export type WholeOrigin = Awaited<ReturnType<typeof startWholeOrigin>>;

/** The app with every service, as `server.ts` wires it, on a database of its own and without a port. */
export async function startWholeOrigin() {
  const database = await createTestDatabase();
  const knex = createKnex(database.databaseUrl);
  const logger = createLogger('silent');
  const redis = connectRedis(database.redisUrl, logger);
  await whenReady(redis, 2_000);
  const edgeKeys = await readKeyRing(generateKeyRing('edge-test'));
  const sessionKeys = await readKeyRing(generateKeyRing('session-test'));

  function createOn(ownKnex: Knex) {
    const metrics = createMetrics();
    const services = createServices({
      knex: ownKnex,
      redis,
      cacheRedis: redis,
      redisKeyPrefix: database.redisKeyPrefix,
      sessionKeys,
      logger,
      metrics,
      holdSeconds: 300,
      publicUrl: 'http://localhost:8787',
      demoAccounts: false,
    });
    const health = createHealth({ knex: ownKnex });
    const app = createApp({ ...services, logger, metrics: metrics.http, health, edgeKeys });
    return {
      app,
      health,
      metrics,
      jobs: services.jobs,
      throughEdge: createThroughEdge(app, edgeKeys),
    };
  }

  return {
    ...createOn(knex),
    knex,
    redis,
    redisKeyPrefix: database.redisKeyPrefix,
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
