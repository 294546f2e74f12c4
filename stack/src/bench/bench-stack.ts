import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKnex, migrateLatest, patchRoomSettings, seedDemo } from '@frontrow/db';
import { MAIN_ROOM } from '@frontrow/protocol';
import { Redis } from 'ioredis';
import type { Knex } from 'knex';
import { createAskOrigin } from '../drills/ask-origin.ts';
import { stopOnSignals } from '../drills/drill-stack.ts';
import { startEdge } from '../edge.ts';
import { buildEdgeIfStale } from '../edge/build-edge.ts';
import { createKeys } from '../keys.ts';
import type { Log } from '../log.ts';
import { startOrigins } from '../origins.ts';
import { provideServers } from '../servers/provide-servers.ts';
import { createShutdown } from '../shutdown.ts';

export type BenchStack = Awaited<ReturnType<typeof startBenchStack>>;

/** Of the origin, and of what it is compared with. */
export const POOL = 10;

const WIDE_OPEN = { total_active_users: 1_000_000, new_users_per_minute: 1_000_000 };

/** A demo shop on servers of its own, with one origin, the built Worker, and a room that lets everybody in. */
export async function startBenchStack({ log, profileDir }: { log: Log; profileDir?: string }) {
  const shutdown = createShutdown();
  stopOnSignals(shutdown);
  const dataDir = mkdtempSync(join(tmpdir(), 'frontrow-bench-'));
  const stop = async () => {
    await shutdown.run();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const keys = createKeys();
  try {
    await buildEdgeIfStale(log);
    // `tests`: what a disk takes would hide what the code takes.
    const servers = await provideServers({ dataDir, fresh: false, log, purpose: 'tests' });
    shutdown.add(servers.stop);
    const knex = createKnex(servers.databaseUrl, { queryTimeoutMs: 0 });
    shutdown.add(() => knex.destroy());
    await migrateLatest(knex);
    await seedDemo(knex);
    await patchRoomSettings(knex, MAIN_ROOM, WIDE_OPEN);
    const shared = { dataDir, keys, log };
    const origins = await startOrigins({
      ...shared,
      ...servers,
      count: 1,
      publicUrl: 'http://localhost',
      env: { DATABASE_POOL_MAX: String(POOL), LOG_LEVEL: 'error', ...profiled(profileDir) },
    });
    shutdown.add(origins.stop);
    const edge = await startEdge({ ...shared, originUrl: origins.url });
    shutdown.add(edge.stop);
    return {
      dataDir,
      keys,
      knex,
      log,
      databaseUrl: servers.databaseUrl,
      redisUrl: servers.redisUrl,
      originUrl: origins.url,
      originPid: () => origins.processes[0]?.pid(),
      edgeUrl: edge.url,
      edgePid: edge.pid,
      origin: await createAskOrigin(origins.url, keys.edge),
      changeRoom: (changes: Parameters<typeof patchRoomSettings>[2]) =>
        patchRoomSettings(knex, MAIN_ROOM, changes),
      versions: () => versionsOf(knex, servers.redisUrl),
      atStop: shutdown.add,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The origin writes what it spent its time on when it stops. */
function profiled(dir: string | undefined): Record<string, string> {
  return dir === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${dir}` };
}

async function versionsOf(knex: Knex, redisUrl: string): Promise<string> {
  const redis = new Redis(redisUrl);
  try {
    const [[row]] = (await knex.raw('SELECT VERSION() AS version')) as [{ version: string }[]];
    const info = await redis.info('server');
    const found = /^redis_version:(?<version>\S+)/m.exec(info)?.groups?.['version'] ?? 'unknown';
    return `database ${row?.version ?? 'unknown'}, Redis ${found}`;
  } finally {
    redis.disconnect();
  }
}
