import { createKnex } from '@frontrow/db';
import { generateKeyRing, readKeyRing } from '@frontrow/protocol';
import type { RequestHandler, Router } from 'express';
import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { createLogger } from '../logger.ts';
import { createMetrics } from '../metrics.ts';
import { createServices } from '../services.ts';
import { operations } from './create-openapi.ts';

/** Where `createApp` mounts its lists; `internal` is for the edge, and no part of the public API. */
const MOUNTED = { admin: '/api/admin', afterSale: '/api', catalog: '/api', shop: '/api' } as const;

it('describes every route that the origin has, and none that it has not', async () => {
  const { routers } = await wiredServices();
  const routes = Object.entries(MOUNTED).flatMap(([list, mountPath]) =>
    routers[list as keyof typeof MOUNTED].flatMap((router) => routesOf(router, mountPath)),
  );
  const described = operations
    .filter(({ path }) => path.startsWith('/api/'))
    .map(({ method, path }) => `${method} ${path}`);
  expect(routes.length).toBeGreaterThan(20);
  expect(described.toSorted()).toEqual([...new Set(routes)].toSorted());
});

/** All services as `server.ts` wires them, on connections that are never used. */
async function wiredServices() {
  const redis = new Redis({ lazyConnect: true });
  return createServices({
    knex: createKnex('mysql://nobody@127.0.0.1:1/none'),
    redis,
    cacheRedis: redis,
    redisKeyPrefix: '',
    sessionKeys: await readKeyRing(generateKeyRing('session-test')),
    logger: createLogger('silent'),
    metrics: createMetrics(),
    holdSeconds: 300,
    publicUrl: 'http://localhost:8787',
    demoAccounts: false,
  });
}

function routesOf(router: Router | RequestHandler, mountPath: string): string[] {
  const layers = 'stack' in router ? router.stack : [];
  return layers.flatMap(({ route }) => {
    const methods = route?.stack.map(({ method }) => method) ?? [];
    const path = route?.path.replaceAll(/:(?<name>\w+)/g, '{$<name>}') ?? '';
    return [...new Set(methods)].map((method) => `${method} ${mountPath}${path}`);
  });
}
