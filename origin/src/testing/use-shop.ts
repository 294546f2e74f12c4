import { createKnex } from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import type { Knex } from 'knex';
import { afterAll, beforeAll } from 'vitest';
import { openShop, type Shop } from './sale-fixture.ts';

export type UsedShop = { databaseUrl: string; knex: Knex; shop: Shop };

/** Connections enough that races are races; waits long enough that only the database refuses. */
function connectForRaces(databaseUrl: string): Knex {
  return createKnex(databaseUrl, { poolMax: 16, acquireTimeoutMs: 30_000 });
}

/** A database and the shop's services on it, for the tests of one file or one group. */
export function useShop(options: Parameters<typeof openShop>[1] = {}): UsedShop {
  const used = {} as UsedShop;
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    used.databaseUrl = database.databaseUrl;
    used.knex = connectForRaces(used.databaseUrl);
    used.shop = openShop(used.knex, options);
  });
  afterAll(async () => {
    await used.knex.destroy();
    await database.drop();
  });
  return used;
}
