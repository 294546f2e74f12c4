import { setTimeout as sleep } from 'node:timers/promises';
import { reservationView } from '@frontrow/protocol';
import type { BenchStack } from '../bench-stack.ts';
import { sendOnce } from '../measuring/drive.ts';
import type { PurchaseShots } from './purchase-shots.ts';
import { ID_BASES, type PurchaseTemplates, type Sample, templateOf } from './purchase-templates.ts';
import { type Purchase, tokenHash } from './purchases.ts';

type Logged = { thread: number; sql: string };
const BETWEEN = 'the hold is over, the payment begins';

/** Lets ids tell whose they are. Before any purchase. */
export async function setApartIds({ knex }: BenchStack): Promise<void> {
  for (const [table, base] of Object.entries(ID_BASES)) {
    await knex.raw(`ALTER TABLE ?? AUTO_INCREMENT = ${base + 1}`, [table]);
  }
}

/** What the origin says to the database for one purchase, by the database's own log. */
export async function recordPurchase(
  stack: BenchStack,
  shots: PurchaseShots,
  purchase: Purchase,
): Promise<PurchaseTemplates> {
  const { knex, originUrl } = stack;
  await knex.raw('TRUNCATE TABLE mysql.general_log');
  await knex.raw("SET GLOBAL log_output = 'TABLE', GLOBAL general_log = ON");
  try {
    const held = await sendOnce(originUrl, await shots.hold(purchase), 201);
    await knex.raw('SELECT ?', [BETWEEN]);
    const { id } = reservationView.parse(JSON.parse(held));
    await sendOnce(originUrl, await shots.pay(purchase, id), 201);
    // What comes after the commit is part of it.
    await sleep(200);
  } finally {
    await knex.raw('SET GLOBAL general_log = OFF');
  }
  // As it was written: several statements fall on one microsecond.
  const [rows] = (await knex.raw(
    "SELECT thread_id AS thread, CONVERT(argument USING utf8mb4) AS `sql` FROM mysql.general_log WHERE command_type = 'Query'",
  )) as [Logged[]];
  const sample = { ...purchase, tokenHash: tokenHash(purchase.token).toString('hex') };
  const between = rows.findIndex(({ sql }) => sql.includes(BETWEEN));
  if (between < 0) {
    throw new Error('The log of the database does not show where the payment begins.');
  }
  return {
    hold: ownStatements(rows.slice(0, between), sample),
    pay: ownStatements(rows.slice(between + 1), sample),
  };
}

/** Those of the purchase: its transaction as a whole, and outside of it what names the purchase. */
function ownStatements(logged: Logged[], sample: Sample): string[][] {
  const thread = logged.find(({ sql }) => /^insert into `?idempotency/i.test(sql))?.thread;
  let isInside = false;
  const own = logged.filter((statement) => {
    const isOnThread = statement.thread === thread;
    isInside ||= isOnThread && statement.sql === 'BEGIN';
    const keeps = (isOnThread && isInside) || templateOf(statement.sql, sample).length > 1;
    isInside &&= !(isOnThread && statement.sql === 'COMMIT');
    return keeps;
  });
  if (own.length < 5) {
    throw new Error('The log of the database does not show the purchase.');
  }
  return own.map(({ sql }) => templateOf(sql, sample));
}
