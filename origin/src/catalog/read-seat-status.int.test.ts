import { createKnex } from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import { seatStatus } from '@frontrow/protocol';
import type { Express } from 'express';
import { Redis } from 'ioredis';
import type { Knex } from 'knex';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whenReady } from '../redis/connect.ts';
import { createConcert } from '../testing/catalog.ts';
import { createRouteApp } from '../testing/route-app.ts';
import { wireCatalog } from '../wiring/wire-catalog.ts';

let database: TestDatabase;
let knex: Knex;
let cacheRedis: Redis;
let catalog: ReturnType<typeof wireCatalog>;
let app: Express;

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl);
  cacheRedis = new Redis(database.redisUrl);
  await whenReady(cacheRedis, 10_000);
  catalog = wireCatalog({ knex, cacheRedis, redisKeyPrefix: database.redisKeyPrefix });
  app = createRouteApp(catalog.shop);
});
afterAll(async () => {
  await knex.destroy();
  cacheRedis.disconnect();
  await database.drop();
});

describe('seat status', () => {
  it('says of each seat whether it is free, held or sold; a hold that has lapsed is free', async () => {
    const { scheduleIds } = await createConcert(knex);
    const scheduleId = Number(scheduleIds[0]);
    await take(scheduleId, 1, "'SOLD'", 'NULL');
    await take(scheduleId, 3, "'HELD'", 'NOW(3) + INTERVAL 60 SECOND');
    await take(scheduleId, 4, "'HELD'", 'NOW(3)');
    const response = await request(app).get(`/schedules/${scheduleId}/seats`);

    expect(seatStatus.parse(response.body)).toEqual({
      scheduleId,
      seatsLeft: 8,
      seats: 'SAHAAAAAAA',
    });
    expect(response.headers['cache-control']).toBe('public, max-age=1');
  });

  it('answers 304 to whoever has it, and 200 once a seat has changed', async () => {
    const { scheduleIds } = await createConcert(knex);
    const path = `/schedules/${scheduleIds[0]}/seats`;
    const etag = String((await request(app).get(path)).headers['etag']);
    expect(etag).toMatch(/^"[\w-]+"$/);

    const same = await request(app).get(path).set('If-None-Match', `"other", ${etag}`);
    expect(same.status).toBe(304);
    expect(same.text).toBe('');
    expect(same.headers['etag']).toBe(etag);

    await take(Number(scheduleIds[0]), 2, "'SOLD'", 'NULL');
    catalog.invalidateSchedule(Number(scheduleIds[0]));
    const changed = await request(app).get(path).set('If-None-Match', etag);
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ seats: 'ASAAAAAAAA', seatsLeft: 9 });
  });

  it('and the date show a change at once after its invalidation', async () => {
    const { scheduleIds } = await createConcert(knex);
    const scheduleId = Number(scheduleIds[0]);
    await request(app).get(`/schedules/${scheduleId}`);
    await take(scheduleId, 1, "'SOLD'", 'NULL');
    catalog.invalidateSchedule(scheduleId);

    expect((await request(app).get(`/schedules/${scheduleId}`)).body).toMatchObject({
      seatsLeft: 9,
    });
  });

  it('is right when Redis has lost everything', async () => {
    const { scheduleIds } = await createConcert(knex);
    const scheduleId = Number(scheduleIds[0]);
    await request(app).get(`/schedules/${scheduleId}/seats`);
    await take(scheduleId, 1, "'SOLD'", 'NULL');
    const keys = await cacheRedis.keys(`${database.redisKeyPrefix}*`);
    await cacheRedis.del(keys);

    expect((await request(app).get(`/schedules/${scheduleId}/seats`)).body).toMatchObject({
      seatsLeft: 9,
    });
  });
});

async function take(scheduleId: number, seatNo: number, status: string, until: string) {
  await knex.raw(
    `UPDATE seat SET status = ${status}, held_until = ${until} WHERE schedule_id = ? AND seat_no = ?`,
    [scheduleId, seatNo],
  );
}
