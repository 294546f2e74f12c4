import { setTimeout as sleep } from 'node:timers/promises';
import { createKnex, inTransaction } from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createLogger } from '../logger.ts';
import { createDeliverOutbox, createPruneOutbox, sendLater } from './outbox.ts';

let database: TestDatabase;
let knex: Knex;

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl);
});
beforeEach(() => knex('outbox').delete());
afterAll(async () => {
  await knex.destroy();
  await database.drop();
});

async function sendEarlier(count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    await inTransaction(knex, (trx) => sendLater(trx, 'told', { number }));
  }
  await knex('outbox').update({ createdAt: knex.raw('NOW(3) - INTERVAL 3 SECOND') });
}

it('leaves to the next run what a run has no time for, such as while a receiver is silent', async () => {
  await sendEarlier(6);
  const told: unknown[] = [];
  const deliver = createDeliverOutbox({
    knex,
    logger: createLogger('silent'),
    runMs: 100,
    handlers: {
      async told(payload) {
        await sleep(60);
        told.push(payload);
      },
    },
  });

  const first = await deliver();
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(6);
  for (let runs = 0; told.length < 6 && runs < 6; runs += 1) {
    await deliver();
  }
  expect(told).toEqual([1, 2, 3, 4, 5, 6].map((number) => ({ number })));
});

it('forgets in one run what many payments have left behind', async () => {
  const deliveredAt = knex.raw('NOW(3) - INTERVAL 25 HOUR');
  const old = Array.from({ length: 2_500 }, () => ({ topic: 'told', payload: '{}', deliveredAt }));
  await knex.batchInsert('outbox', old, 500);
  await sendEarlier(1);

  expect(await createPruneOutbox({ knex })()).toBe(2_500);
  expect(await knex('outbox').select('topic')).toHaveLength(1);
});
