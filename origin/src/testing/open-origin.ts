import { generateKeyRing, readKeyRing } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { createApp } from '../app.ts';
import { createHealth } from '../health/create-health.ts';
import { createLogger } from '../logger.ts';
import { createMetrics } from '../metrics.ts';
import type { RedisClient } from '../redis/connect.ts';
import { createServices } from '../services.ts';
import { createThroughEdge } from './through-edge.ts';

type Deps = {
  redis: RedisClient;
  redisKeyPrefix: string;
  demoAccounts?: boolean;
  holdSeconds?: number;
};

/** Apps with every service, as `server.ts` wires them, on connections that are given, and without a port. */
export async function openOrigins({
  redis,
  redisKeyPrefix,
  demoAccounts = false,
  holdSeconds = 300,
}: Deps) {
  const edgeKeys = await readKeyRing(generateKeyRing('edge-test'));
  const sessionKeys = await readKeyRing(generateKeyRing('session-test'));

  function createOn(knex: Knex) {
    const logger = createLogger('silent');
    const metrics = createMetrics();
    const services = createServices({
      knex,
      redis,
      cacheRedis: redis,
      redisKeyPrefix,
      sessionKeys,
      logger,
      metrics,
      holdSeconds,
      publicUrl: 'http://localhost:8787',
      demoAccounts,
    });
    const health = createHealth({ knex });
    const app = createApp({ ...services, logger, metrics: metrics.http, health, edgeKeys });
    return {
      app,
      health,
      metrics,
      jobs: services.jobs,
      throughEdge: createThroughEdge(app, edgeKeys),
    };
  }

  return { edgeKeys, createOn };
}
