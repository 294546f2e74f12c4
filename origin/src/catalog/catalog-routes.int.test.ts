import { createKnex } from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import {
  type ConcertSummary,
  concertDetail,
  concertPage,
  layout,
  scheduleDetail,
  schedulesReply,
} from '@frontrow/protocol';
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

describe('the list of concerts', () => {
  it('shows each concert once to whoever walks its pages, whatever is added meanwhile', async () => {
    const before: number[] = [];
    for (let made = 0; made < 7; made += 1) {
      before.push((await createConcert(knex, { inDays: [] })).concertId);
    }
    catalog.invalidateCatalog();
    const seen: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await list(cursor === '' ? 'limit=3' : `limit=3&cursor=${cursor}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      await createConcert(knex, { inDays: [] });
    }

    expect(seen).toEqual(before.toSorted((a, b) => b - a));
  });

  it('tells first and last date to come, the cities and the lowest price', async () => {
    const { concertId } = await createConcert(knex, { inDays: [-1, 3, 9], price: 33_000 });
    catalog.invalidateCatalog();
    const found = await find(concertId);

    expect(daysFromNow(found.firstStartsAt)).toBeCloseTo(3, 1);
    expect(daysFromNow(found.lastStartsAt)).toBeCloseTo(9, 1);
    expect(found).toMatchObject({ cities: ['Seoul'], priceFrom: 33_000 });
  });

  it('tells no date of a concert that has none to come', async () => {
    const { concertId } = await createConcert(knex, { inDays: [-2] });
    catalog.invalidateCatalog();

    expect(await find(concertId)).toMatchObject({
      firstStartsAt: null,
      lastStartsAt: null,
      cities: [],
      priceFrom: null,
    });
  });

  it.each([
    ['a Korean word in the middle', '우체'],
    ['two letters of a word', '체국'],
    ['the artist in other letters', 'gALAxy'],
    ['a part of a word', 'laxy'],
    ['letters that a Mac takes apart', '우체국'.normalize('NFD')],
    ['signs that mean something to SQL', '100%_'],
  ])('finds %s', async (_what, q) => {
    const { concertId } = await createConcert(knex, {
      title: `은하역 우체국 ${_what} 100%_ sure`,
      artist: 'Galaxy Stop Post',
    });
    const page = await list(`q=${encodeURIComponent(q)}`);

    expect(page.items.map(({ id }) => id)).toContain(concertId);
  });

  it('takes % and _ as letters', async () => {
    await createConcert(knex, { title: 'Nothing special' });

    expect((await list('q=N%25l')).items).toEqual([]);
    expect((await list('q=N_thing')).items).toEqual([]);
  });

  it.each(['cursor=%21', 'cursor=AAAA', 'limit=0', 'limit=101', 'limit=x', `q=${'x'.repeat(81)}`])(
    'refuses %s',
    async (query) => {
      const response = await request(app).get(`/concerts?${query}`);

      expect(response.body).toMatchObject({ status: 400, code: 'invalid_input' });
    },
  );

  it('is kept in Redis as its first page only, since visitors choose the rest', async () => {
    await list('limit=99&q=nobody');
    await list(`limit=98&cursor=${Buffer.from('999').toString('base64url')}`);
    await list('limit=97');
    const keys = await cacheRedis.keys(`${database.redisKeyPrefix}cache:{catalog}:value:concerts*`);

    expect(keys.filter((key) => /9[789]$/.test(key)).map((key) => key.slice(-2))).toEqual(['97']);
  });
});

describe('a concert', () => {
  it('is told with its dates to come, soonest first', async () => {
    const { concertId, venueId, layoutId, scheduleIds } = await createConcert(knex, {
      inDays: [9, -1, 3],
    });
    const concert = await request(app).get(`/concerts/${concertId}`);
    const dates = await request(app).get(`/concerts/${concertId}/schedules`);

    expect(concertDetail.parse(concert.body)).toMatchObject({ id: concertId, durationMinutes: 90 });
    expect(concert.headers['cache-control']).toBe('public, max-age=5');
    const { items } = schedulesReply.parse(dates.body);
    expect(items.map(({ id }) => id)).toEqual([scheduleIds[2], scheduleIds[0]]);
    expect(items[0]).toMatchObject({
      concertId,
      layoutId,
      venue: { id: venueId, city: 'Seoul' },
      seatsTotal: 10,
      seatsLeft: 10,
      priceFrom: 10_000,
    });
  });

  it.each(['/concerts/999999', '/concerts/999999/schedules', '/schedules/999999'])(
    'is not made up: %s',
    async (path) => {
      expect((await request(app).get(path)).body).toMatchObject({ code: 'not_found' });
    },
  );

  it.each(['/concerts/0', '/concerts/x', '/concerts/1e99', '/schedules/-1', '/layouts/1.5'])(
    'is refused for an id that is none: %s',
    async (path) => {
      expect((await request(app).get(path)).body).toMatchObject({ code: 'invalid_input' });
    },
  );
});

describe('a date', () => {
  it('tells its sections with prices, and is on sale until it begins', async () => {
    const { scheduleIds } = await createConcert(knex, {
      inDays: [5, -1],
      sections: [
        { name: 'Floor', rows: [4] },
        { name: 'Balcony', rows: [3, 3] },
      ],
    });
    const [coming, past] = await Promise.all(
      scheduleIds.map((id) => request(app).get(`/schedules/${id}`)),
    );

    const detail = scheduleDetail.parse(coming?.body);
    expect(detail).toMatchObject({ concertTitle: 'A concert', seatLimit: 8, onSale: true });
    expect(detail.sections).toEqual([
      { sectionNo: 1, name: 'Floor', firstSeatNo: 1, seatCount: 4, price: 10_000 },
      { sectionNo: 2, name: 'Balcony', firstSeatNo: 5, seatCount: 6, price: 10_000 },
    ]);
    expect(past?.body).toMatchObject({ onSale: false });
  });
});

describe('a layout', () => {
  it('may be kept for ever', async () => {
    const { layoutId, seatCount } = await createConcert(knex);
    const response = await request(app).get(`/layouts/${layoutId}`);

    expect(layout.parse(response.body)).toMatchObject({ id: layoutId, seatCount });
    expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });
});

async function list(query: string) {
  const response = await request(app).get(`/concerts?${query}`);
  return concertPage.parse(response.body);
}

async function find(concertId: number): Promise<ConcertSummary> {
  const page = await list('limit=100');
  const found = page.items.find(({ id }) => id === concertId);
  if (found === undefined) {
    throw new Error('The concert is not in the list.');
  }
  return found;
}

function daysFromNow(timestamp: string | null): number {
  return (Date.parse(String(timestamp)) - Date.now()) / 86_400_000;
}
