import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { expect, it } from 'vitest';
import { watchSales } from './watch-run.ts';

/** The database is there when the watch begins, and away at each look. */
function databaseThatGoes(): Knex {
  const query = {
    max: () => query,
    where: () => query,
    count: () => ({ first: () => Promise.reject(new Error('the database is away')) }),
    first: () => Promise.resolve({ id: 1 }),
  };
  return (() => query) as unknown as Knex;
}

it('a look at the sales that fails during the run is told by the stop, and ends nothing before', async () => {
  const sales = await watchSales({ knex: databaseThatGoes() });
  // The first look comes after half a second: its rejection is held by nobody else.
  await sleep(700);
  await expect(sales.stop()).rejects.toThrow('the database is away');
});
