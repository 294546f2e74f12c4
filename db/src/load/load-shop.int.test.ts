import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKnex } from '../connect.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { loadShop } from './load-shop.ts';
import { verifyShop } from './verify-shop.ts';

const DATE = '2026-11-22';
const SMALL = { scale: 0.0005, seed: 7, baseMs: Date.parse(DATE) };
const cli = fileURLToPath(new URL('load-cli.ts', import.meta.url));

type Used = { database: TestDatabase; knex: Knex };
const all: Used[] = [];

async function openDatabase(): Promise<Used> {
  const database = await createTestDatabase();
  const used = { database, knex: createKnex(database.databaseUrl, { queryTimeoutMs: 0 }) };
  all.push(used);
  return used;
}

let whole: Used;
beforeAll(async () => {
  whole = await openDatabase();
  await loadShop(whole.knex, SMALL);
});
afterAll(async () => {
  for (const { knex, database } of all) {
    await knex.destroy();
    await database.drop();
  }
});

describe('a load', () => {
  it('makes a shop whose rows are as many as planned and keep every promise', async () => {
    const findings = await verifyShop(whole.knex);

    expect(findings.length).toBeGreaterThan(25);
    expect(findings.filter(({ isHeld }) => !isHeld)).toEqual([]);
    const found = Object.fromEntries(findings.map(({ what, found }) => [what, found]));
    expect(found).toMatchObject({
      'rows of user': '500',
      'rows of concert': '1000',
      'rows of schedule': '1500',
      'rows of seat': '75000',
      'rows of reservation': '1000',
    });
  });

  it('has dates that are sold out, partly sold and untouched, and holds', async () => {
    const [rows] = (await whole.knex.raw(
      `SELECT COUNT(IF(sold = seats, 1, NULL)) AS full, COUNT(IF(sold = 0, 1, NULL)) AS untouched,
              COUNT(IF(sold BETWEEN 1 AND seats - 1, 1, NULL)) AS partly,
              COUNT(IF(held > 0, 1, NULL)) AS held
         FROM (SELECT COUNT(*) AS seats, SUM(status = 'SOLD') AS sold, SUM(status = 'HELD') AS held
                 FROM seat GROUP BY schedule_id) AS dates`,
    )) as [Record<string, number>[]];

    for (const count of Object.values(rows[0] ?? {})) {
      expect(count).toBeGreaterThan(2);
    }
  });

  it('killed in the middle and started again ends with the same rows', async () => {
    const killed = await openDatabase();
    await killOnce(killed, () => startCli(killed, '--chunk-rows', '5000'));
    const partly = await killed.knex('seat').count<{ n: number }[]>({ n: '*' }).first();
    expect(partly?.n).toBeGreaterThan(0);
    expect(partly?.n).toBeLessThan(75_000);

    const again = startCli(killed);
    expect(await once(again, 'exit')).toEqual([0, null]);

    expect(await checksums(killed.knex)).toEqual(await checksums(whole.knex));
  });

  it('says that all is there when it is asked once more, and changes nothing', async () => {
    expect(await loadShop(whole.knex, SMALL)).toMatchObject({ loaded: 0 });
  });

  it('is refused another seed or scale than the one that was begun', async () => {
    const other = loadShop(whole.knex, { ...SMALL, seed: 8 });
    await expect(other).rejects.toThrow('holds a load of scale 0.0005 with seed 7');
  });

  it('is refused where there is data of its own', async () => {
    const { knex } = await openDatabase();
    await knex('venue').insert({ name: 'Our hall', city: 'Seoul' });

    await expect(loadShop(knex, SMALL)).rejects.toThrow('data of its own (table venue)');
  });

  it('takes no row less than it sent', async () => {
    const { knex } = await openDatabase();
    // With LOCAL the server passes over what a constraint refuses.
    await knex.raw('ALTER TABLE concert ADD CONSTRAINT no_folk CHECK (genre <> ?)', ['Folk']);

    await expect(loadShop(knex, SMALL)).rejects.toThrow(/concert: \d+ rows of 1000 were taken/);
    expect(await knex('concert').first()).toBeUndefined();
  });
});

describe('the verification', () => {
  const tampered: [what: string, sql: string, check: string][] = [
    ['a balance', 'UPDATE wallet SET balance = balance + 1 LIMIT 1', 'I3 a balance'],
    [
      'a sold seat',
      `UPDATE seat SET status = 'AVAILABLE', reservation_id = NULL WHERE status = 'SOLD' LIMIT 1`,
      'I2 a confirmed reservation',
    ],
    [
      'a seat of nobody',
      `UPDATE seat SET status = 'SOLD' WHERE status = 'AVAILABLE' LIMIT 1`,
      'I2 a sold seat',
    ],
    ['a missing seat', 'DELETE FROM seat LIMIT 1', 'rows of seat'],
    ['a payment', "DELETE FROM ledger WHERE kind = 'PAYMENT' LIMIT 1", 'I6 a reservation'],
  ];

  it.each(tampered)('finds %s that was tampered with', async (_what, sql, check) => {
    const single = createKnex(whole.database.databaseUrl, { poolMax: 1 });
    await single.raw('START TRANSACTION');
    try {
      await single.raw(sql);
      const wrong = (await verifyShop(single)).filter(({ isHeld }) => !isHeld);

      expect(wrong.some(({ what }) => what.startsWith(check))).toBe(true);
    } finally {
      await single.raw('ROLLBACK');
      await single.destroy();
    }
  });
});

function startCli({ database }: Used, ...more: string[]): ChildProcess {
  const args = ['--scale', '0.0005', '--seed', '7', '--base-date', DATE, ...more];
  return spawn(process.execPath, [cli, ...args], {
    env: { DATABASE_URL: database.databaseUrl },
    stdio: 'ignore',
  });
}

/** Kills it with -9 as soon as some seats are there. */
async function killOnce({ knex }: Used, start: () => ChildProcess): Promise<void> {
  const child = start();
  const exited = once(child, 'exit');
  await expect.poll(() => knex('seat').first(), { interval: 5, timeout: 45_000 }).toBeDefined();
  child.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
}

async function checksums(knex: Knex): Promise<Record<string, number>> {
  const tables = ['user', 'venue', 'layout', 'section', 'concert', 'schedule', 'schedule_price'];
  const sold = ['seat', 'reservation', 'reservation_seat', 'buyer_schedule', 'wallet', 'ledger'];
  const [rows] = (await knex.raw(`CHECKSUM TABLE ${[...tables, ...sold].join(', ')}`)) as [
    { Table: string; Checksum: number }[],
  ];
  return Object.fromEntries(
    rows.map(({ Table, Checksum }) => [Table.replace(/^.*\./, ''), Checksum]),
  );
}
