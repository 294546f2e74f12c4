import { createKnex, migrateLatest, patchRoomSettings } from '@frontrow/db';
import { MAIN_ROOM, type RoomSettings } from '@frontrow/protocol';
import { startEdge } from '../edge.ts';
import { buildEdgeIfStale } from '../edge/build-edge.ts';
import { createKeys } from '../keys.ts';
import type { Log } from '../log.ts';
import { startOrigins } from '../origins.ts';
import { createAskOrigin } from '../origins/ask-origin.ts';
import { createShutdown, stopOnSignals } from '../processes/shutdown.ts';
import { createTemporaryDir } from '../processes/temporary-dir.ts';
import { profiledEnv } from '../processors/read-profile.ts';
import { provideServers } from '../servers/provide-servers.ts';

type Options = {
  redisUrl?: string;
  origins?: number;
  /** Where each origin leaves its profile when it stops. */
  profileDir?: string | undefined;
  log: Log;
};

export type DrillStack = Awaited<ReturnType<typeof startDrillStack>>;

/** Real servers, origins and the built Worker, with an empty database, for one drill. */
export async function startDrillStack({ redisUrl, origins = 2, profileDir, log }: Options) {
  const shutdown = createShutdown();
  const ignoreSignals = stopOnSignals(shutdown);
  const stop = () => shutdown.run().finally(ignoreSignals);
  const dataDir = createTemporaryDir('drill', shutdown);
  const keys = createKeys();
  try {
    await buildEdgeIfStale(log);
    const given = { databaseUrl: undefined, redisUrl };
    const servers = await provideServers({ dataDir, fresh: false, log, given });
    shutdown.add(servers.stop);
    const knex = createKnex(servers.databaseUrl);
    shutdown.add(() => knex.destroy());
    await migrateLatest(knex);
    const shared = { dataDir, keys, log };
    const running = await startOrigins({
      ...shared,
      ...servers,
      count: origins,
      publicUrl: 'http://localhost',
      env: profiledEnv(profileDir),
    });
    shutdown.add(running.stop);
    const edge = await startEdge({ ...shared, originUrl: running.url });
    shutdown.add(edge.stop);
    return {
      edgeUrl: edge.url,
      edgePid: edge.pid,
      originUrl: running.url,
      originPids: () => running.processes.map(({ pid }) => pid()),
      databaseUrl: servers.databaseUrl,
      redisUrl: servers.redisUrl,
      knex,
      metricsUrls: running.processes.map(({ metricsUrl }) => metricsUrl),
      keys,
      origin: await createAskOrigin(running.url, keys.edge),
      changeRoom: (changes: Partial<RoomSettings>) => patchRoomSettings(knex, MAIN_ROOM, changes),
      atStop: shutdown.add,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
