import { join } from 'node:path';
import { patchRoomSettings } from '@frontrow/db';
import { MAIN_ROOM, type RoomSettings } from '@frontrow/protocol';
import { startEdge } from '../edge.ts';
import type { Shop } from '../load/shop/find-shop.ts';
import { startOrigins } from '../origins.ts';
import { type AskOrigin, createAskOrigin } from '../origins/ask-origin.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { profiledEnv } from '../processors/read-profile.ts';
import { repositoryDir } from '../repository.ts';
import type { CompareShop } from './compare-shop.ts';

/** Nobody waits; a queue in MySQL; the room in Redis. */
export const WAYS = ['off', 'mysql', 'redis'] as const;
export type Way = (typeof WAYS)[number];

export type RunningWay = Awaited<ReturnType<typeof startWay>>;

type Options = {
  way: Way;
  origins: number;
  room: Partial<RoomSettings>;
  /** Where each origin leaves its profile when it stops. */
  profileDir?: string | undefined;
};

const QUEUE_TABLES = ['compared_room', 'compared_place'];
const OPEN_WITHIN_MS = 15_000;

let started = 0;

/** Origins and an edge of their own with that room, empty, and cold caches: no run begins with what another left. */
export async function startWay(shop: CompareShop, options: Options) {
  started += 1;
  const number = started;
  await empty(shop, options);
  const origins = await startOriginsOf(shop, options, number);
  try {
    const origin = await createAskOrigin(origins.url, shop.keys.edge);
    await untilOpen(origin, options);
    // Now, and not before: whoever asks a new edge is answered by the room as it is.
    const edge = await startEdge({
      originUrl: origins.url,
      keys: shop.keys,
      dataDir: shop.runDir,
      log: shop.log,
      name: `edge-${number}`,
    });
    const where: Shop = {
      edgeUrl: edge.url,
      originUrl: origins.url,
      edgeKeys: shop.keys.edge,
      databaseUrl: shop.databaseUrl,
    };
    return {
      shop: where,
      edgeUrl: edge.url,
      edgePid: edge.pid,
      originPids: () => origins.processes.map(({ pid }) => pid()),
      metricsUrls: origins.processes.map(({ metricsUrl }) => metricsUrl),
      origin,
      async stop() {
        await edge.stop();
        await origins.stop();
      },
    };
  } catch (error) {
    await origins.stop();
    throw error;
  }
}

async function empty({ knex }: CompareShop, { way, room }: Options): Promise<void> {
  for (const table of QUEUE_TABLES) {
    await knex.schema.dropTableIfExists(table);
  }
  // Else the room would take its new keys for a loss of Redis, and wait for those who come back.
  await knex('room_checkpoint').delete();
  await patchRoomSettings(knex, MAIN_ROOM, { ...room, suspended: way === 'off' });
}

function startOriginsOf(shop: CompareShop, options: Options, number: number) {
  const { way, origins, profileDir } = options;
  const { runDir, databaseUrl, redisUrl, keys, log } = shop;
  return startOrigins({
    dataDir: runDir,
    databaseUrl,
    redisUrl,
    keys,
    log,
    count: origins,
    publicUrl: 'http://localhost',
    name: `origin-${number}`,
    program: join(repositoryDir, 'origin', 'src', 'compared', 'server.ts'),
    env: {
      COMPARED_ROOM: way,
      REDIS_KEY_PREFIX: `${shop.redisKeyPrefix}${number}:`,
      LOG_LEVEL: 'error',
      ...profiledEnv(profileDir),
    },
  });
}

/** The first who asks opens the room. */
async function untilOpen(origin: AskOrigin, { way }: Options): Promise<void> {
  const isOpen = async () => (await origin.snapshot())?.settings.suspended === (way === 'off');
  if (!(await waitUntil(isOpen, { withinMs: OPEN_WITHIN_MS }))) {
    throw new Error(`The room did not open within ${OPEN_WITHIN_MS} ms.`);
  }
}
