import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKnex, patchRoomSettings, seedDemo } from '@frontrow/db';
import { createTestDatabase } from '@frontrow/db/testing';
import { MAIN_ROOM, type RoomSettings } from '@frontrow/protocol';
import { startEdge } from '../../edge.ts';
import { createKeys } from '../../keys.ts';
import { startOrigins } from '../../origins.ts';
import { findFreePort } from '../../processes/free-port.ts';

type Options = { room?: Partial<RoomSettings>; origins?: number; env?: Record<string, string> };

export type ShopUnderTest = Awaited<ReturnType<typeof startShopUnderTest>>;

/** All of Frontrow on this test file's own database: demo data, real origins, the built Worker. */
export async function startShopUnderTest({ room = {}, origins = 2, env = {} }: Options) {
  const database = await createTestDatabase();
  const knex = createKnex(database.databaseUrl);
  const accounts = await seedDemo(knex);
  await patchRoomSettings(knex, MAIN_ROOM, room);
  const dataDir = mkdtempSync(join(tmpdir(), 'frontrow-shop-test-'));
  const edgePort = await findFreePort();
  const keys = createKeys();
  const log = () => undefined;
  const running = await startOrigins({
    count: origins,
    databaseUrl: database.databaseUrl,
    redisUrl: database.redisUrl,
    keys,
    publicUrl: `http://localhost:${edgePort}`,
    dataDir,
    log,
    env: { REDIS_KEY_PREFIX: database.redisKeyPrefix, ...env },
  });
  const edge = await startEdge({ originUrl: running.url, port: edgePort, keys, dataDir, log });

  return {
    edgeUrl: edge.url,
    originUrl: running.url,
    databaseUrl: database.databaseUrl,
    metricsUrls: running.processes.map(({ metricsUrl }) => metricsUrl),
    knex,
    keys,
    accounts,
    /** In force within a tick: the schedulers apply newer settings each second. */
    changeRoom: (changes: Partial<RoomSettings>) => patchRoomSettings(knex, MAIN_ROOM, changes),
    async stop() {
      await edge.stop();
      await running.stop();
      await knex.destroy();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
