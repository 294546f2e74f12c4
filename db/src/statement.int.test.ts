import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKnex } from './connect.ts';
import { selectRow, selectRows, write } from './statement.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';
import { inTransaction } from './transaction.ts';

let database: TestDatabase;
let knex: Knex;

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl, {
    poolMax: 1,
    acquireTimeoutMs: 500,
    queryTimeoutMs: 300,
  });
});
afterAll(async () => {
  await knex.destroy();
  await database.drop();
});

it('gives rows in camelCase, and takes values of every kind as values', async () => {
  const at = new Date('2026-11-22T10:20:30.456Z');
  const sql =
    'SELECT ? AS a_text, ? AS a_number, ? IS NULL AS is_null, ? AS at_last, 2 IN (?) AS is_in';
  const row = await selectRow(knex, sql, [`it's ?`, 7, null, at, [1, 2]]);

  expect(row).toMatchObject({ aText: `it's ?`, aNumber: 7, isNull: 1, isIn: 1 });
  expect((row as { atLast: string }).atLast).toContain('10:20:30.456');
  expect(await selectRow(knex, 'SELECT 1 FROM venue WHERE id = ?', [0])).toBeUndefined();
});

it('writes in the transaction of its caller, and is rolled back with it', async () => {
  const name = 'A hall that never was';
  const work = inTransaction(knex, async (trx) => {
    const made = await write(trx, 'INSERT INTO venue (name, city) VALUES (?, ?)', [name, 'Seoul']);
    const [row] = await selectRows<{ id: number }>(trx, 'SELECT id FROM venue WHERE name = ?', [
      name,
    ]);
    expect([row?.id, made.affectedRows]).toEqual([made.insertId, 1]);
    throw new Error('no');
  });

  await expect(work).rejects.toThrow('no');
  expect(await selectRows(knex, 'SELECT id FROM venue WHERE name = ?', [name])).toEqual([]);
});

it('gives its connection back after an error, and is bounded in time', async () => {
  for (let turn = 0; turn < 3; turn += 1) {
    await expect(selectRows(knex, 'SELECT nothing', [])).rejects.toThrow('nothing');
  }
  await expect(selectRows(knex, 'SELECT SLEEP(2)', [])).rejects.toMatchObject({
    code: 'PROTOCOL_SEQUENCE_TIMEOUT',
  });

  expect(await selectRow(knex, 'SELECT 1 AS one', [])).toEqual({ one: 1 });
});
