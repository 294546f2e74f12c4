import { setTimeout as sleep } from 'node:timers/promises';
import { createKnex } from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLeases } from './leases.ts';

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

const holder = (name: string) => createLeases({ knex, holder: name });

describe('a lease', () => {
  it('has one holder at a time, however many ask at once', async () => {
    const origins = Array.from({ length: 8 }, (_, index) => holder(`origin-${index}`));
    const leases = await Promise.all(origins.map((origin) => origin.acquire('job-a', 30)));
    expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
  });

  it('is prolonged by its holder under the same fencing number', async () => {
    const origin = holder('origin-1');
    const first = await origin.acquire('job-b', 30);
    expect(await origin.acquire('job-b', 30)).toEqual(first);
    expect(await holder('origin-2').acquire('job-b', 30)).toBeUndefined();
  });

  it('goes to another with a higher fencing number once it has ended', async () => {
    const first = await holder('origin-1').acquire('job-c', 1);
    await sleep(1_100);
    const second = await holder('origin-2').acquire('job-c', 30);
    expect(second?.fence).toBeGreaterThan(first?.fence ?? Infinity);
    expect(await holder('origin-1').acquire('job-c', 30)).toBeUndefined();
  });

  it('that its holder releases goes to another at once, and no other lease does', async () => {
    const first = holder('origin-1');
    await first.acquire('job-d', 30);
    await holder('origin-2').acquire('job-e', 30);
    await first.releaseAll();
    expect(await holder('origin-3').acquire('job-d', 30)).toEqual({ fence: 2 });
    expect(await holder('origin-3').acquire('job-e', 30)).toBeUndefined();
  });
});
