import { setTimeout as sleep } from 'node:timers/promises';
import { seedDemo } from '@frontrow/db';
import type { Plan } from '@frontrow/k6';
import { Redis } from 'ioredis';
import { startDrillStack } from '../../drills/drill-stack.ts';
import type { Log } from '../../log.ts';
import { type CpuOfParts, readCpu } from '../../processors/cpu-of-parts.ts';
import type { Shop } from './find-shop.ts';

type Options = { log: Log; profileDir?: string | undefined };
type Pid = number | undefined;

export type OwnShop = Shop & {
  /** All of it runs on this machine, beside the processes that drive it. */
  readCpu: (driverPids: () => Pid[]) => Promise<CpuOfParts>;
  /** How many there are. */
  origins: number;
  stop: () => Promise<void>;
};

/** Settings reach every isolate of the edge within two seconds. */
const SETTINGS_IN_FORCE_MS = 2_500;

/** A shop with the demo data on servers of its own, for one run. */
export async function startOwnShop(plan: Plan, { log, profileDir }: Options): Promise<OwnShop> {
  const stack = await startDrillStack({ log, profileDir });
  try {
    await seedDemo(stack.knex);
    const { edgeUrl, originUrl, databaseUrl, keys } = stack;
    const redis = new Redis(stack.redisUrl);
    stack.atStop(async () => redis.disconnect());
    if (plan.visit === 'crowd') {
      log('The room is paused, so that the crowd waits.');
      await stack.changeRoom({ queue_all: true });
      await sleep(SETTINGS_IN_FORCE_MS);
    }
    return {
      edgeUrl,
      originUrl,
      databaseUrl,
      edgeKeys: keys.edge,
      readCpu: (driverPids) => readCpu({ ...stack, redis, driverPids }),
      origins: stack.originPids().length,
      stop: () => stack.stop(),
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}
