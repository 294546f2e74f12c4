import { CALLS_PER_ROUND } from '../capacity/buyer.ts';
import { measureCapacity } from '../capacity/measure-capacity.ts';
import { bestStage, startingValues } from '../capacity/sizing-rule.ts';
import { joinCrowd } from '../drills/join-crowd.ts';
import type { Log } from '../log.ts';
import type { CompareShop } from './compare-shop.ts';
import type { CompareOptions } from './read-options.ts';
import { startWay } from './start-way.ts';

/** Points, charge, concerts, dates, seats, reserve, pay. */
const CALLS = 7;
const MARGIN = 0.7;
/** What comes at the end of the ramp, over what the shop can carry. */
const DEMAND = 3;
const TARGET = { p95Ms: 500, errorShare: 0.01 };
const WIDE_OPEN = { total_active_users: 1_000_000, new_users_per_minute: 1_000_000 };

export type Sized = {
  requestsPerSecond: number;
  room: { new_users_per_minute: number; total_active_users: number };
  buyers: number;
};

/**
 * What `npm run capacity` says of this shop while a crowd joins, for both rooms alike, and who come. It is asked of one
 * number of origins alone: they share the processors of this machine, so that the same ramp tells what more of them change.
 */
export async function sizeRoom(
  shop: CompareShop,
  options: CompareOptions,
  origins: number,
): Promise<Sized> {
  const { capacity, seconds, thinkSeconds, buyers } = options;
  const requestsPerSecond = capacity ?? (await measure(shop, origins));
  const visitMinutes = (CALLS * (thinkSeconds + TARGET.p95Ms / 1000 / CALLS)) / 60;
  const room = startingValues({
    requestsPerSecond,
    callsPerBuyer: CALLS,
    visitMinutes,
    margin: MARGIN,
  });
  const mostPerSecond = (DEMAND * requestsPerSecond) / CALLS;
  return { requestsPerSecond, room, buyers: buyers ?? Math.ceil((mostPerSecond * seconds) / 2) };
}

async function measure(shop: CompareShop, origins: number): Promise<number> {
  const { log } = shop;
  log(`What ${origins === 1 ? 'one origin' : `${origins} origins`} can carry:`);
  const running = await startWay(shop, { way: 'redis', origins, room: WIDE_OPEN });
  try {
    const alone = await measureBest(running.edgeUrl, log);
    const joins = (DEMAND * alone) / CALLS;
    log(`The same while ${joins.toFixed(0)} visitors a second join the line:`);
    const crowded = await besideCrowd(running.edgeUrl, joins, () =>
      measureBest(running.edgeUrl, log),
    );
    // A crowd takes of what there is: more than without it is a moment at which the machine had less else to do.
    return Math.min(alone, crowded);
  } finally {
    await running.stop();
  }
}

async function measureBest(url: string, log: Log): Promise<number> {
  const stages = await measureCapacity({
    url,
    target: TARGET,
    secondsPerStage: 4,
    mostBuyers: 128,
    note: log,
  });
  const best = bestStage(stages, TARGET);
  if (best === undefined) {
    throw new Error(`Not even one buyer is served within ${TARGET.p95Ms} ms.`);
  }
  log(`${best.requestsPerSecond.toFixed(0)} requests a second, ${CALLS_PER_ROUND} in a round.`);
  return best.requestsPerSecond;
}

/** All run on one machine here: who comes in vain takes of what those inside could have. */
async function besideCrowd<T>(url: string, perSecond: number, work: () => Promise<T>): Promise<T> {
  const over = new AbortController();
  const crowd = joinCrowd(url, { visitors: Infinity, perSecond, until: over.signal });
  try {
    return await work();
  } finally {
    over.abort();
    await crowd;
  }
}
