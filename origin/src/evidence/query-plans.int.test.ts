import { createKnex, loadShop } from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../logger.ts';
import { operations } from '../openapi/create-openapi.ts';
import { connectRedis, type RedisClient, whenReady } from '../redis/connect.ts';
import { type Driven, driveShop } from './drive-shop.ts';
import { judgePlans, judgeReads } from './judge-plans.ts';
import { sumUpQueries } from './sum-up-queries.ts';

/** Enough rows that the server would rather take an index than read them all. */
const SCALE = 0.002;
const BASE_MS = Math.floor(Date.now() / 86_400_000) * 86_400_000;

let database: TestDatabase;
let knex: Knex;
let redis: RedisClient;
let driven: Driven;

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl, { queryTimeoutMs: 0 });
  redis = connectRedis(database.redisUrl, createLogger('silent'));
  await whenReady(redis, 2_000);
  await loadShop(knex, { scale: SCALE, seed: 1, baseMs: BASE_MS });
  driven = await drive('first', 2);
}, 120_000);
afterAll(async () => {
  redis.disconnect();
  await knex.destroy();
  await database.drop();
});

function drive(name: string, visits: number): Promise<Driven> {
  const { databaseUrl, redisKeyPrefix } = database;
  return driveShop({ databaseUrl, redis, visits, redisKeyPrefix: `${redisKeyPrefix}${name}:` });
}

describe('the queries of the whole API', () => {
  it('are those of every call, and no call is refused', () => {
    // Rooms are few, and their tables with them.
    const expected = operations
      .filter(({ path, tag }) => path.startsWith('/api/') && tag !== 'Waiting room')
      .filter(({ path }) => !path.startsWith('/api/admin/rooms'))
      .map(({ id }) => id);

    expect(driven.refusals).toEqual([]);
    expect(driven.calls.toSorted()).toEqual(expected.toSorted());
  });

  it('read no large table as a whole, and sort nothing', () => {
    const queries = sumUpQueries(driven.samples);

    expect(queries.filter(({ plan }) => plan.length > 0).length).toBeGreaterThan(40);
    expect(judgePlans(queries)).toEqual([]);
  });

  it('read no more than the rows that are wanted, but for the exceptions that have a reason', () => {
    expect(judgeReads(sumUpQueries(driven.samples))).toEqual([]);
  });

  it('are found out when an index is gone', async () => {
    await knex.raw('ALTER TABLE ledger DROP FOREIGN KEY ledger_wallet, DROP KEY ledger_user');
    const faults = judgePlans(sumUpQueries((await drive('second', 1)).samples));

    expect(faults.map(({ what }) => what)).toContain('reads a whole index (ledger)');
  });
});
