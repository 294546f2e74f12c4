import { PLANS, type Preparation } from '@frontrow/k6';
import { bestStage, startingValues, USUAL_MARGIN } from '../capacity/sizing-rule.ts';
import { joinCrowd } from '../drills/join-crowd.ts';
import type { CompareShop } from './compare-shop.ts';
import { measureVisits } from './measure-visits.ts';
import type { CompareOptions } from './read-options.ts';
import { startWay } from './start-way.ts';

/** Points, charge, concerts, dates, seats, reserve, pay. */
export const CALLS = 7;
/** Those inside are to be served as at an everyday rate. */
const { business: TARGET } = PLANS['buyer-journey'];
const WIDE_OPEN = { total_active_users: 1_000_000, new_users_per_minute: 1_000_000 };

type Measured = { origins: number; preparation: Preparation };

export type Sized = {
  requestsPerSecond: number;
  room: { new_users_per_minute: number; total_active_users: number };
  buyers: number;
};

/**
 * The sizing rule of `npm run capacity`, for both rooms alike, of the visits that are played while a crowd joins, and who
 * come. That command's own buyers look more often than they buy: a room of that size let in twice as many as were served.
 */
export async function sizeRoom(
  shop: CompareShop,
  options: CompareOptions,
  { origins, preparation }: Measured,
): Promise<Sized> {
  const { capacity, demand, seconds, thinkSeconds, buyers } = options;
  const requestsPerSecond = capacity ?? (await measure(shop, { origins, preparation, demand }));
  const visitMinutes = (CALLS * (thinkSeconds + TARGET.p95Ms / 1000 / CALLS)) / 60;
  const room = startingValues({
    requestsPerSecond,
    callsPerBuyer: CALLS,
    visitMinutes,
    margin: USUAL_MARGIN,
  });
  const mostPerSecond = (demand * requestsPerSecond) / CALLS;
  return { requestsPerSecond, room, buyers: buyers ?? Math.ceil((mostPerSecond * seconds) / 2) };
}

async function measure(
  shop: CompareShop,
  { origins, preparation, demand }: Measured & Pick<CompareOptions, 'demand'>,
): Promise<number> {
  const { log } = shop;
  log(`What ${origins === 1 ? 'one origin' : `${origins} origins`} can carry:`);
  const running = await startWay(shop, { way: 'redis', origins, room: WIDE_OPEN });
  try {
    const best = () => measureBest({ edgeUrl: running.edgeUrl, preparation, log });
    const alone = await best();
    const joins = (demand * alone) / CALLS;
    log(`The same while ${joins.toFixed(0)} visitors a second join the line:`);
    const crowded = await besideCrowd(running.edgeUrl, joins, best);
    // A crowd takes of what there is: more than without it is a moment at which the machine had less else to do.
    return Math.min(alone, crowded);
  } finally {
    await running.stop();
  }
}

async function measureBest(visits: Omit<Parameters<typeof measureVisits>[0], 'target'>) {
  const stages = await measureVisits({ ...visits, target: TARGET });
  const best = bestStage(stages, TARGET);
  if (best === undefined) {
    throw new Error(`Not even one buyer is served within ${TARGET.p95Ms} ms.`);
  }
  visits.log(
    `${best.requestsPerSecond.toFixed(0)} requests a second, of ${(best.requestsPerSecond / CALLS).toFixed(1)} visits.`,
  );
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
