import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKnex } from '../connect.ts';
import { seedDemo } from '../seeds/seed-demo.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { addReferenceKeys, copyWithoutKeys } from './copy-without-keys.ts';

let database: TestDatabase;
let knex: Knex;
let from: string;

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl, { queryTimeoutMs: 0 });
  from = new URL(database.databaseUrl).pathname.slice(1);
  await seedDemo(knex);
});
afterAll(async () => {
  await knex.raw('DROP DATABASE IF EXISTS ??', [`${from}_copy`]);
  await knex.destroy();
  await database.drop();
});

it('a copy has the same rows and no keys but the primary ones, until it is given those of the comparison', async () => {
  const to = `${from}_copy`;
  await copyWithoutKeys(knex, { from, to });

  expect(await keysOf(to, 'seat')).toEqual(['PRIMARY(id)']);
  expect(await keysOf(to, 'ledger')).toEqual(['PRIMARY(id)']);
  expect(await keysOf(to, 'schedule')).toEqual(['PRIMARY(id)']);
  for (const table of ['seat', 'ledger', 'user', 'reservation_seat']) {
    expect(await countOf(to, table), table).toBe(await countOf(from, table));
  }

  await addReferenceKeys(knex, to);
  expect(await keysOf(to, 'seat')).toEqual([
    'PRIMARY(id)',
    'reference_schedule_status(schedule_id,status)',
  ]);
  expect(await keysOf(to, 'schedule')).toEqual(['PRIMARY(id)', 'reference_concert(concert_id)']);
});

async function keysOf(schema: string, table: string): Promise<string[]> {
  const [rows] = (await knex.raw(
    `SELECT CONCAT(index_name, '(', GROUP_CONCAT(column_name ORDER BY seq_in_index), ')') AS name
       FROM information_schema.statistics WHERE table_schema = ? AND table_name = ?
      GROUP BY index_name ORDER BY index_name`,
    [schema, table],
  )) as [{ name: string }[]];
  return rows.map(({ name }) => name);
}

async function countOf(schema: string, table: string): Promise<number> {
  const [rows] = (await knex.raw('SELECT COUNT(*) AS n FROM ??.??', [schema, table])) as [
    { n: number }[],
  ];
  return rows[0]?.n ?? 0;
}
