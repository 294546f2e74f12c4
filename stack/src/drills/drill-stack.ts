import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKnex, migrateLatest, patchRoomSettings } from '@frontrow/db';
import { MAIN_ROOM, type RoomSettings } from '@frontrow/protocol';
import { startEdge } from '../edge.ts';
import { buildEdgeIfStale } from '../edge/build-edge.ts';
import { createKeys } from '../keys.ts';
import type { Log } from '../log.ts';
import { startOrigins } from '../origins.ts';
import { provideServers } from '../servers/provide-servers.ts';
import { createShutdown, type Shutdown } from '../shutdown.ts';
import { createAskOrigin } from './ask-origin.ts';

type Options = { redisUrl?: string; origins?: number; log: Log };

export type DrillStack = Awaited<ReturnType<typeof startDrillStack>>;

/** Real servers, origins and the built Worker, with an empty database, for one drill. */
export async function startDrillStack({ redisUrl, origins = 2, log }: Options) {
  const shutdown = createShutdown();
  stopOnSignals(shutdown);
  const dataDir = mkdtempSync(join(tmpdir(), 'frontrow-drill-'));
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
    });
    shutdown.add(running.stop);
    const edge = await startEdge({ ...shared, originUrl: running.url });
    shutdown.add(edge.stop);
    return {
      edgeUrl: edge.url,
      originUrl: running.url,
      databaseUrl: servers.databaseUrl,
      knex,
      metricsUrls: running.processes.map(({ metricsUrl }) => metricsUrl),
      keys,
      origin: await createAskOrigin(running.url, keys.edge),
      changeRoom: (changes: Partial<RoomSettings>) => patchRoomSettings(knex, MAIN_ROOM, changes),
      async stop() {
        await shutdown.run();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await shutdown.run();
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}

/** Children run in groups of their own: without this, Ctrl-C would leave them behind. */
export function stopOnSignals(shutdown: Shutdown): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      void shutdown.run().finally(() => process.exit(130));
    });
  }
}
