import { createKnex, migrateLatest, patchRoomSettings, seedDemo } from '@frontrow/db';
import { MAIN_ROOM } from '@frontrow/protocol';
import { Redis } from 'ioredis';
import type { Knex } from 'knex';
import { startEdge } from '../edge.ts';
import { buildEdgeIfStale } from '../edge/build-edge.ts';
import { createKeys } from '../keys.ts';
import type { Log } from '../log.ts';
import { type OriginsOptions, startOrigins } from '../origins.ts';
import { createAskOrigin } from '../origins/ask-origin.ts';
import { findFreePort } from '../processes/free-port.ts';
import { createShutdown, type Shutdown, stopOnSignals } from '../processes/shutdown.ts';
import { createTemporaryDir } from '../processes/temporary-dir.ts';
import { profiledEnv } from '../processors/read-profile.ts';
import { provideServers } from '../servers/provide-servers.ts';

export type BenchStack = Awaited<ReturnType<typeof startBenchStack>>;

/** One shop with an origin: the stack's own, or another that runs on its servers. */
export type ShopUnderBench = Pick<
  BenchStack,
  'knex' | 'keys' | 'origin' | 'originUrl' | 'originPid'
>;

/** Of the origin, and of what it is compared with. */
export const POOL = 10;

export const WIDE_OPEN = { total_active_users: 1_000_000, new_users_per_minute: 1_000_000 };

/** A demo shop on servers of its own, with one origin, the built Worker, and a room that lets everybody in. */
export async function startBenchStack({ log, profileDir, dataDir: keptDir }: StackOptions) {
  const shutdown = createShutdown();
  const ignoreSignals = stopOnSignals(shutdown);
  const stop = () => shutdown.run().finally(ignoreSignals);
  const dataDir = keptDir ?? createTemporaryDir('bench', shutdown);
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
    const startOrigin = originStarter({ ...shared, ...servers }, shutdown);
    const origins = await startOrigin({ name: 'origin', env: profiledEnv(profileDir) });
    const inspectorPort = profileDir === undefined ? undefined : await findFreePort();
    const edge = await startEdge({ ...shared, originUrl: origins.url, inspectorPort });
    shutdown.add(edge.stop);
    return {
      dataDir,
      keys,
      knex,
      log,
      databaseUrl: servers.databaseUrl,
      redisUrl: servers.redisUrl,
      originUrl: origins.url,
      originPid: origins.pid,
      originMetricsUrl: origins.metricsUrl,
      startOrigin,
      edgeUrl: edge.url,
      edgePid: edge.pid,
      edgeInspectorPort: inspectorPort,
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

type StackOptions = {
  log: Log;
  profileDir?: string | undefined;
  /** Kept for the next time; made for this run alone where it is not given. */
  dataDir?: string | undefined;
};
type OriginSettings = Omit<OriginsOptions, 'count' | 'publicUrl'>;
type OriginChanges = { name: string; databaseUrl?: string; env?: Record<string, string> };
export type BenchOrigin = Awaited<ReturnType<BenchStack['startOrigin']>>;

/** Starts one more, on the same servers unless the changes name others; it has a port of its own. */
function originStarter(settings: OriginSettings, { add }: Shutdown) {
  return async ({ env, ...changes }: OriginChanges) => {
    const { url, processes, stop } = await startOrigins({
      ...settings,
      count: 1,
      publicUrl: 'http://localhost',
      ...changes,
      env: { DATABASE_POOL_MAX: String(POOL), LOG_LEVEL: 'error', ...env },
    });
    add(stop);
    const [origin] = processes;
    return { url, pid: () => origin?.pid(), metricsUrl: origin?.metricsUrl ?? '', stop };
  };
}

export async function versionsOf(knex: Knex, redisUrl: string): Promise<string> {
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
