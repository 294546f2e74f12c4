import { createKnex, seedDemo } from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogins } from '../accounts/logins.ts';
import { createFindUser } from '../admin/find-user.ts';
import { createListAuditLog } from '../admin/list-audit-log.ts';
import type { Cache } from '../cache/cache.ts';
import { createCountSeatsLeft } from './count-seats-left.ts';
import { createListConcerts } from './list-concerts.ts';
import { createListSchedules } from './list-schedules.ts';
import { createReadConcert } from './read-concert.ts';
import { createReadSchedule } from './read-schedule.ts';
import { createReadSeatStatus } from './read-seat-status.ts';

/** Halls and their layouts are few: a plan may well read them all. */
const SMALL_TABLES = new Set(['venue', 'layout', 'section']);

type PlanRow = { table: string | null; type: string | null; key: string | null };

let database: TestDatabase;
let knex: Knex;
let uncached: { knex: Knex; cache: Cache };
let scheduleId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl);
  await seedDemo(knex);
  scheduleId = (await knex('schedule').min<{ id: number }>({ id: 'id' }).first())?.id ?? 0;
  // Of a handful of dates a plan may well read them all: make some thousands.
  await knex.raw(
    `INSERT INTO schedule (concert_id, layout_id, starts_at, seat_limit)
     SELECT concert_id, layout_id, starts_at + INTERVAL seat_no MINUTE, seat_limit
       FROM schedule JOIN seat ON seat.schedule_id = ? AND seat.seat_no <= 60`,
    [scheduleId],
  );
  await knex.raw('ANALYZE TABLE concert, schedule, schedule_price, seat, user');
  const cache: Cache = {
    read: async ({ load }) => ({ payload: await load(), stale: false }),
    invalidate: () => undefined,
  };
  uncached = { knex, cache };
});
afterAll(async () => {
  await knex.destroy();
  await database.drop();
});

describe('every query of a large table goes through an index', () => {
  const cursor = Buffer.from('20').toString('base64url');
  it.each<[string, () => Promise<unknown>]>([
    ['the first page of concerts', () => createListConcerts(uncached)({ limit: 20 })],
    ['a later page', () => createListConcerts(uncached)({ cursor, limit: 5 })],
    ['a search, newest first', () => createListConcerts(uncached)({ q: '우체', limit: 20 })],
    ['a concert', () => createReadConcert(uncached)(3)],
    ['the dates of a concert', () => createListSchedules(uncached)(3)],
    ['a date', () => createReadSchedule(uncached)(scheduleId)],
    ['seat status', () => createReadSeatStatus(uncached)(scheduleId)],
    ['seats left of a concert', () => createCountSeatsLeft({ knex })({ concertId: 3, most: 900 })],
    [
      'seats left of the shop',
      () => createCountSeatsLeft({ knex })({ concertId: null, most: 900 }),
    ],
    ['who is logged in', () => createLogins({ knex }).findUser('A'.repeat(43))],
    ['a user by e-mail address', () => createFindUser({ knex })('mina@demo.example')],
    ['the audit log', () => createListAuditLog({ knex })({ limit: 20, cursor })],
  ])('%s', async (_what, run) => {
    const plans = await explain(run);

    expect(plans.length).toBeGreaterThan(0);
    for (const { sql, rows } of plans) {
      const scans = rows.filter(
        ({ table, type, key }) =>
          type === 'ALL' && key === null && table !== null && !isSmall(table),
      );
      expect(scans, sql).toEqual([]);
    }
  });

  it('a query without one is found out', async () => {
    const plans = await explain(() => knex('seat').where({ status: 'SOLD' }).first());

    expect(plans[0]?.rows[0]).toMatchObject({ type: 'ALL', key: null });
  });
});

function isSmall(table: string): boolean {
  return SMALL_TABLES.has(table) || table.startsWith('<');
}

/** The plans of all queries that `run` makes. */
async function explain(run: () => Promise<unknown>): Promise<{ sql: string; rows: PlanRow[] }[]> {
  const queries: { sql: string; bindings: Knex.RawBinding[] }[] = [];
  const note = (query: (typeof queries)[number]) => queries.push(query);
  knex.on('query', note);
  await run();
  knex.removeListener('query', note);
  const plans = [];
  for (const { sql, bindings } of queries) {
    const [rows] = (await knex.raw(`EXPLAIN ${sql}`, bindings)) as [PlanRow[]];
    plans.push({ sql, rows });
  }
  return plans;
}
