import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createKnex } from '@frontrow/db';
import type { Knex } from 'knex';
import { createLogger } from '../logger.ts';
import { connectRedis, whenReady } from '../redis/connect.ts';
import { readEvidenceConfig } from './config.ts';
import { driveShop } from './drive-shop.ts';
import { judgePlans, judgeReads, reasonToReadMore } from './judge-plans.ts';
import { sumUpQueries } from './sum-up-queries.ts';

/** Without an index a statement may read 150 million rows, and lock them one after another. */
const QUERY_TIMEOUT_MS = 900_000;

const [outFile] = process.argv.slice(2);
if (outFile === undefined) {
  throw new Error('Usage: node origin/src/evidence/measure-queries.ts OUT.json');
}
await measure(outFile);

/** Its version, and how much of the data it may keep in memory. */
async function describeServer(knex: Knex): Promise<string> {
  const [rows] = (await knex.raw(
    'SELECT VERSION() AS version, @@innodb_buffer_pool_size AS pool',
  )) as [{ version: string; pool: number }[]];
  const { version = '', pool = 0 } = rows[0] ?? {};
  return `${version} with a buffer pool of ${Math.round(pool / 2 ** 20).toLocaleString('en')} MiB`;
}

/** Drives a whole origin on the shop that DATABASE_URL names, and writes what its queries cost. */
async function measure(file: string): Promise<void> {
  const { DATABASE_URL, REDIS_URL, VISITS, SECONDS, PATIENCE } = readEvidenceConfig();
  const redis = connectRedis(REDIS_URL, createLogger('silent'));
  const knex = createKnex(DATABASE_URL);
  try {
    await whenReady(redis, 3_000);
    const driven = await driveShop({
      databaseUrl: DATABASE_URL,
      redis,
      redisKeyPrefix: `evidence-${randomUUID()}:`,
      visits: VISITS,
      seconds: SECONDS,
      patienceSeconds: PATIENCE,
      queryTimeoutMs: QUERY_TIMEOUT_MS,
    });
    const queries = sumUpQueries(driven.samples).map((query) => ({
      ...query,
      why: reasonToReadMore(query.sql) ?? null,
    }));
    const found = {
      server: await describeServer(knex),
      visits: driven.visits,
      refusals: driven.refusals,
      queries,
      faults: [...judgePlans(queries), ...judgeReads(queries)],
    };
    writeFileSync(file, `${JSON.stringify(found, null, 1)}\n`);
  } finally {
    await knex.destroy();
    redis.disconnect();
  }
}
