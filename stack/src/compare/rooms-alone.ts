import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../processes/run-command.ts';
import { readServersCpu } from '../processors/cpu-of-parts.ts';
import { repositoryDir } from '../repository.ts';
import type { CompareShop } from './compare-shop.ts';

/** The two rooms that are compared; without a room there is nothing to visit. */
export const ROOMS = ['mysql', 'redis'] as const;

const visits = z.object({
  visits: z.number(),
  seconds: z.number(),
  cpuMs: z.number(),
  stepMs: z.object({
    arrive: z.number(),
    enter: z.number(),
    inside: z.number(),
    leave: z.number(),
  }),
});

/** Visits through one room that nothing else asked, once. */
export type RoomAlone = {
  room: (typeof ROOMS)[number];
  round: number;
  visitsPerSecond: number;
  stepMs: z.infer<typeof visits>['stepMs'];
  /** A visit; null where the system does not tell. */
  cpuMs: { asking: number; database: number | null; redis: number | null };
};

type Options = { rounds: number; dropped: number; seconds: number; log: (line: string) => void };

const PROGRAM = join(repositoryDir, 'origin', 'src', 'compared', 'visit-room.ts');
const GRACE_MS = 60_000;

/** Both in turn, each round in another order, on the servers of the shop that sells nothing meanwhile. */
export async function measureRooms(
  shop: CompareShop,
  { rounds, dropped, seconds, log }: Options,
): Promise<RoomAlone[]> {
  const measured: RoomAlone[] = [];
  for (let round = 1 - dropped; round <= rounds; round += 1) {
    for (const room of round % 2 === 0 ? ROOMS : ROOMS.toReversed()) {
      const one = { room, round, ...(await visitOnce(shop, room, seconds)) };
      log(
        `${round < 1 ? 'warm-up' : `round ${round}`}  ${room.padEnd(5)} alone  ${one.visitsPerSecond.toFixed(0)} visits/s`,
      );
      if (round > 0) {
        measured.push(one);
      }
    }
  }
  return measured;
}

async function visitOnce(shop: CompareShop, room: RoomAlone['room'], seconds: number) {
  const before = await readServersCpu(shop);
  const given = { room, database: shop.databaseUrl, redis: shop.redisUrl, seconds };
  const args = Object.entries(given).map(([name, value]) => `--${name}=${value}`);
  const timeoutMs = seconds * 1000 + GRACE_MS;
  const { ok, output } = await runCommand(process.execPath, [PROGRAM, ...args], { timeoutMs });
  if (!ok) {
    throw new Error(`Visits through the room (${room}) failed: ${output}`);
  }
  const after = await readServersCpu(shop);
  const told = visits.parse(JSON.parse(output));
  const database =
    after.database === null || before.database === null
      ? null
      : (after.database - before.database) / told.visits;
  return {
    visitsPerSecond: told.visits / told.seconds,
    stepMs: told.stepMs,
    cpuMs: {
      asking: told.cpuMs / told.visits,
      database,
      redis: (after.redis - before.redis) / told.visits,
    },
  };
}
