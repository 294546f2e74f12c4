import { createKnex } from '@frontrow/db';
import { readKeyRing } from '@frontrow/protocol';
import type { Express } from 'express';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { createHealth } from './health/create-health.ts';
import { closeServer, listen } from './listen.ts';
import { createLogger, gatheredOutput, type Logger } from './logger.ts';
import { createMetricsApp } from './metrics-app.ts';
import { createMetrics } from './metrics.ts';
import { connectRedis, whenReady } from './redis/connect.ts';
import { createLeases, holderName } from './schedulers/leases.ts';
import { startSchedulers } from './schedulers/schedulers.ts';
import { createServices } from './services.ts';
import type { Connections } from './wiring/connections.ts';

const REDIS_READY_WITHIN_MS = 3_000;
const STOP_GRACE_MS = 10_000;

/**
 * Connections → app → listen; stops in the opposite order. `more`: what the comparison of rooms, which is a program of
 * its own, puts in place of production's parts.
 */
export async function startOrigin(
  config: Config,
  more: Pick<Connections, 'roomStore'> = {},
): Promise<void> {
  const logger = createLogger(config.LOG_LEVEL, gatheredOutput());
  const metrics = createMetrics();
  const [edgeKeys, sessionKeys] = await Promise.all([
    readKeyRing(config.EDGE_KEYS),
    readKeyRing(config.SESSION_KEYS),
  ]);
  const knex = createKnex(config.DATABASE_URL, { poolMax: config.DATABASE_POOL_MAX });
  const { redis, cacheRedis } = await connectBothRedis(config, logger);

  const services = createServices({
    ...more,
    knex,
    redis,
    cacheRedis,
    sessionKeys,
    logger,
    metrics,
    redisKeyPrefix: config.REDIS_KEY_PREFIX,
    holdSeconds: config.HOLD_SECONDS,
    leastPrequeueSeconds: config.LEAST_PREQUEUE_SECONDS,
    publicUrl: config.PUBLIC_URL,
    demoAccounts: config.DEMO_ACCOUNTS,
  });
  const health = createHealth({ knex });
  const app = createApp({ ...services, logger, metrics: metrics.http, health, edgeKeys });

  const { server, metricsServer } = await listenOnBoth(config, {
    app,
    metricsApp: createMetricsApp(metrics, health),
  });
  const schedulers = config.SCHEDULERS
    ? startSchedulers({
        jobs: services.jobs,
        leases: createLeases({ knex, holder: holderName() }),
        metrics,
        logger,
      })
    : undefined;
  services.startReporting();
  logger.info({ port: config.PORT, metricsPort: config.METRICS_PORT }, 'origin is listening');

  onStopSignal(async (signal) => {
    logger.info({ signal }, 'origin is stopping');
    health.stopServing();
    await schedulers?.stop();
    await closeServer(server, STOP_GRACE_MS);
    await closeServer(metricsServer, 0);
    await knex.destroy();
    redis.disconnect();
    cacheRedis.disconnect();
    logger.info('origin has stopped');
  });
}

type Apps = { app: Express; metricsApp: Express };

async function listenOnBoth(config: Config, { app, metricsApp }: Apps) {
  const metricsServer = await listen(metricsApp, {
    port: config.METRICS_PORT,
    host: '127.0.0.1',
  });
  const server = await listen(app, {
    port: config.PORT,
    host: config.HOST,
    reusePort: config.REUSE_PORT,
  });
  return { server, metricsServer };
}

/** Of the room and of the caches: two connections also where they are one server or one cluster. */
async function connectBothRedis(config: Config, logger: Logger) {
  const { REDIS_URL, CACHE_REDIS_URL, REDIS_CLUSTER: isCluster } = config;
  const redis = connectRedis(REDIS_URL, logger, { isCluster });
  const cacheRedis =
    CACHE_REDIS_URL === undefined
      ? connectRedis(REDIS_URL, logger, { isCluster })
      : connectRedis(CACHE_REDIS_URL, logger);
  await Promise.all([redis, cacheRedis].map((client) => whenReady(client, REDIS_READY_WITHIN_MS)));
  return { redis, cacheRedis };
}

/** Runs `stop` once, on the first signal; the process ends when nothing is left to do. */
function onStopSignal(stop: (signal: string) => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      if (stopping) {
        return;
      }
      stopping = true;
      stop(signal).then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}
