import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createKnex, loadShop, migrateLatest, seedDemo } from '@frontrow/db';
import { Redis } from 'ioredis';
import type { Knex } from 'knex';
import { buildEdgeIfStale } from '../edge/build-edge.ts';
import { createKeys } from '../keys.ts';
import type { Log } from '../log.ts';
import { createShutdown, stopOnSignals } from '../processes/shutdown.ts';
import { createTemporaryDir } from '../processes/temporary-dir.ts';
import { repositoryDir } from '../repository.ts';
import { provideServers } from '../servers/provide-servers.ts';
import type { CompareOptions } from './read-options.ts';

export type CompareShop = Awaited<ReturnType<typeof startCompareShop>>;

const DAY_MS = 86_400_000;
const MOST_CONCERTS = 20_000;

type Options = Pick<CompareOptions, 'scale' | 'seed' | 'dataDir'> & {
  log: Log;
  /** Servers that run already. */
  given?: { databaseUrl?: string | undefined; redisUrl?: string | undefined } | undefined;
};

/** The data and the servers that all runs share. Origins and edges are each run's own. */
export async function startCompareShop({ scale, seed, dataDir, log, given = {} }: Options) {
  const shutdown = createShutdown();
  const ignoreSignals = stopOnSignals(shutdown);
  const stop = () => shutdown.run().finally(ignoreSignals);
  // Logs and notes of the processes of a run; without --scale the data too, which go with it.
  const runDir = createTemporaryDir('rooms', shutdown);
  const kept = scale === undefined ? runDir : (dataDir ?? defaultDir(scale));
  try {
    await buildEdgeIfStale(log);
    const servers = await provideServers({ dataDir: kept, fresh: false, log, given });
    shutdown.add(servers.stop);
    const databaseUrl =
      given.databaseUrl === undefined || scale === undefined
        ? servers.databaseUrl
        : await ownDatabase(given.databaseUrl, scale);
    const knex = createKnex(databaseUrl, { queryTimeoutMs: 0, poolMax: 3 });
    shutdown.add(() => knex.destroy());
    await migrateLatest(knex);
    await fill(knex, { scale, seed, log });
    const seats = await countSeats(knex);
    log(`${seats.toLocaleString('en')} seats.`);
    const redis = new Redis(servers.redisUrl);
    shutdown.add(async () => redis.disconnect());
    return {
      runDir,
      databaseUrl,
      redisUrl: servers.redisUrl,
      // On a server that was given nothing of an earlier comparison is in the way.
      redisKeyPrefix: `rooms-${randomBytes(4).toString('hex')}-`,
      keys: createKeys(),
      knex,
      redis,
      log,
      seats,
      concerts: await readConcerts(knex),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function defaultDir(scale: number): string {
  return join(repositoryDir, '.data', 'comparison', String(scale));
}

/** On a server that was given: nothing of ours gets among what is there. */
async function ownDatabase(serverUrl: string, scale: number): Promise<string> {
  const name = `frontrow_comparison_${String(scale).replace('.', '_')}`;
  const knex = createKnex(serverUrl, { poolMax: 1 });
  try {
    await knex.raw(
      'CREATE DATABASE IF NOT EXISTS ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci',
      [name],
    );
  } finally {
    await knex.destroy();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function fill(knex: Knex, { scale, seed, log }: Omit<Options, 'dataDir'>): Promise<void> {
  if (scale === undefined) {
    await seedDemo(knex);
    return;
  }
  const baseMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  await loadShop(knex, { scale, seed, baseMs, write: log });
}

async function countSeats(knex: Knex): Promise<number> {
  const row = await knex('seat').count<{ seats: number }[]>({ seats: '*' }).first();
  return row?.seats ?? 0;
}

/** What buyers come for: enough that the last run finds seats as the first did, few enough to hand around. */
async function readConcerts(knex: Knex): Promise<number[]> {
  const rows: { id: number }[] = await knex('concert')
    .orderBy('id', 'desc')
    .limit(MOST_CONCERTS)
    .select('id');
  return rows.map(({ id }) => id);
}
