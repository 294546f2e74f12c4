import { createKnex } from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import { Redis } from 'ioredis';
import type { Knex } from 'knex';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../logger.ts';
import { connectRedis, whenReady } from '../redis/connect.ts';
import { createConcert } from '../testing/catalog.ts';
import { createRouteApp } from '../testing/route-app.ts';
import { wireCatalog } from '../wiring/wire-catalog.ts';

let database: TestDatabase;
let knex: Knex;
let cacheRedis: Redis;

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl);
  cacheRedis = new Redis(database.redisUrl);
  await whenReady(cacheRedis, 10_000);
});
afterAll(async () => {
  await knex.destroy();
  cacheRedis.disconnect();
  await database.drop();
});

describe('the catalog without Redis', () => {
  it('answers rightly from the database, the change of a moment ago included', async () => {
    const gone = connectRedis('redis://127.0.0.1:1', createLogger('silent'));
    const catalog = wireCatalog({ knex, cacheRedis: gone, redisKeyPrefix: 'gone:' });
    const app = createRouteApp(catalog.shop);
    const { concertId, scheduleIds } = await createConcert(knex);
    const path = `/schedules/${scheduleIds[0]}/seats`;
    try {
      expect((await request(app).get(path)).body).toMatchObject({ seatsLeft: 10 });
      await sell(Number(scheduleIds[0]), 1);
      catalog.invalidateSchedule(Number(scheduleIds[0]));
      expect((await request(app).get(path)).body).toMatchObject({ seatsLeft: 9 });

      for (const other of ['/concerts', `/concerts/${concertId}/schedules`]) {
        expect((await request(app).get(other)).status).toBe(200);
      }
    } finally {
      gone.disconnect();
    }
  });
});

describe('the catalog without its database', () => {
  it('shows what it kept, says that it is old, and lets nobody keep it further', async () => {
    const ownKnex = createKnex(database.databaseUrl);
    const prefix = database.redisKeyPrefix;
    const before = createRouteApp(
      wireCatalog({ knex: ownKnex, cacheRedis, redisKeyPrefix: prefix }).shop,
    );
    const { scheduleIds } = await createConcert(knex);
    const path = `/schedules/${scheduleIds[0]}/seats`;
    await request(before).get(path);
    await ownKnex.destroy();

    const nowhere = createKnex('mysql://nobody:x@127.0.0.1:1/none');
    const catalog = wireCatalog({ knex: nowhere, cacheRedis, redisKeyPrefix: prefix });
    const after = createRouteApp(catalog.shop);
    catalog.invalidateSchedule(Number(scheduleIds[0]));
    const kept = await request(after).get(path);

    expect(kept.body).toMatchObject({ seatsLeft: 10 });
    expect(kept.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(kept.headers['cache-status']).toContain('database-away');

    const neverKept = await request(after).get('/schedules/424242/seats');
    expect(neverKept.body).toMatchObject({ status: 503, code: 'database_unavailable' });
    expect(Number(neverKept.headers['retry-after'])).toBeGreaterThan(0);
    await nowhere.destroy();
  });
});

async function sell(scheduleId: number, seatNo: number): Promise<void> {
  await knex('seat').where({ scheduleId, seatNo }).update({ status: 'SOLD' });
}
