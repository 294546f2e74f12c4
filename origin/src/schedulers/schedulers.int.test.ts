import { setTimeout as sleep } from 'node:timers/promises';
import { createKnex } from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../logger.ts';
import { createMetrics } from '../metrics.ts';
import { createLeases } from './leases.ts';
import { type Job, startSchedulers } from './schedulers.ts';

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

/** The schedulers of one origin with one job that runs each second. */
function startOrigin(holder: string, job: Pick<Job, 'name' | 'run'>, stopPatienceMs?: number) {
  const metrics = createMetrics();
  const schedulers = startSchedulers({
    jobs: [{ cron: '* * * * * *', leaseSeconds: 30, ...job }],
    leases: createLeases({ knex, holder }),
    metrics,
    logger: createLogger('silent'),
    ...(stopPatienceMs === undefined ? {} : { stopPatienceMs }),
  });
  const runs = async (outcome: string) => {
    const { values } = await metrics.jobs.get();
    return values.find(({ labels }) => labels.outcome === outcome)?.value ?? 0;
  };
  return { stop: () => schedulers.stop(), runs };
}

describe('the schedulers of two origins', () => {
  it('run a job once a tick between them, and go on at once when one stops in order', async () => {
    const ran: string[] = [];
    const start = (holder: string) =>
      startOrigin(holder, { name: 'job', run: async () => ran.push(holder) });
    const origins = { one: start('one'), two: start('two') };
    await sleep(2_500);
    const first = ran[0] === 'one' ? 'one' : 'two';
    const second = first === 'one' ? 'two' : 'one';
    expect(new Set(ran)).toEqual(new Set([first]));
    expect(await origins[second].runs('skipped')).toBeGreaterThan(0);

    await origins[first].stop();
    const before = ran.length;
    await sleep(1_500);
    expect(ran.slice(before)).toContain(second);
    await origins[second].stop();
  });

  it('survive a run that fails, count it, and finish a run before they stop', async () => {
    let finished = 0;
    const origin = startOrigin('three', {
      name: 'failing-job',
      async run() {
        await sleep(300);
        finished += 1;
        throw new Error('not this time');
      },
    });
    await sleep(2_100);
    await origin.stop();
    const atStop = finished;
    expect(atStop).toBeGreaterThan(0);
    expect(await origin.runs('failed')).toBe(atStop);
    await sleep(1_200);
    expect(finished).toBe(atStop);
  });

  it('stop also while a run hangs, and leave its lease to the next origin', async () => {
    let began = 0;
    const run = () => {
      began += 1;
      // As a run that waits for a server which has gone without a word.
      return new Promise<never>(() => undefined);
    };
    const origin = startOrigin('four', { name: 'hanging-job', run }, 100);
    await vi.waitFor(() => expect(began).toBe(1), 3_000);
    await origin.stop();
    const next = createLeases({ knex, holder: 'five' });
    expect(await next.acquire('hanging-job', 30)).toBeDefined();
  });
});
