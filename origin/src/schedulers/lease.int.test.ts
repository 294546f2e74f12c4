import { setTimeout as sleep } from 'node:timers/promises';
import { createKnex } from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAcquireLease } from './lease.ts';

let database: TestDatabase;
let knex: Knex;

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl);
});

afterAll(async () => {
  await knex.destroy();
  await database.drop();
});

const holder = (name: string) => createAcquireLease({ knex, holder: name });

describe('a lease', () => {
  it('has one holder at a time, however many ask at once', async () => {
    const origins = Array.from({ length: 8 }, (_, index) => holder(`origin-${index}`));
    const leases = await Promise.all(origins.map((acquire) => acquire('job-a', 30)));
    expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
  });

  it('is prolonged by its holder under the same fencing number', async () => {
    const acquire = holder('origin-1');
    const first = await acquire('job-b', 30);
    expect(await acquire('job-b', 30)).toEqual(first);
    expect(await holder('origin-2')('job-b', 30)).toBeUndefined();
  });

  it('goes to another with a higher fencing number once it has ended', async () => {
    const first = await holder('origin-1')('job-c', 1);
    await sleep(1_100);
    const second = await holder('origin-2')('job-c', 30);
    expect(second?.fence).toBeGreaterThan(first?.fence ?? Infinity);
    expect(await holder('origin-1')('job-c', 30)).toBeUndefined();
  });
});
