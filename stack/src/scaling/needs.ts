import {
  ARRIVALS_A_SHARD,
  FLUSHES_A_COMMIT,
  FULLNESS,
  ON_SALE,
  REDIS_USABLE,
  VCPUS,
} from './assumptions.ts';
import { pollsOf } from './poll-rule.ts';
import type { Figures } from './read-figures.ts';

export type Needs = ReturnType<typeof needsOf>;

/** NaN where a figure was not measured yet: what needs it is then told as missing. */
const valueOf = (figure: { value: number } | undefined) => figure?.value ?? Number.NaN;

const LEAST_ORIGINS = 2;
const GIB = 1024 ** 3;
/** A purchase was measured as a hold and its payment. */
const WRITES_A_PURCHASE = 2;

/** What the on-sale of the assumptions needs, by what one request, visitor or seat was measured to take. */
export function needsOf(figures: Figures) {
  const perSecond = ON_SALE.admittedAMinute / 60;
  const saleSeconds = ON_SALE.waiting / perSecond;
  const calls = ON_SALE.lists + ON_SALE.seatMaps + ON_SALE.holds + ON_SALE.payments;
  const visitorMs =
    (ON_SALE.lists * valueOf(figures.listUs) +
      ON_SALE.seatMaps * valueOf(figures.seatMapUs) +
      ON_SALE.holds * valueOf(figures.holdUs) +
      ON_SALE.payments * valueOf(figures.payUs)) /
    1000;
  const originCores = (perSecond * visitorMs) / 1000 / FULLNESS;
  const polls = pollsOf({ waiting: ON_SALE.waiting, callsPerSecond: perSecond });
  const arrivalsPerSecond = ON_SALE.waiting / ON_SALE.arriveWithinSeconds;
  const { size = Number.NaN } = figures.tablesMib ?? {};
  const writes = ON_SALE.holds + ON_SALE.payments;
  const purchases = (perSecond * writes) / WRITES_A_PURCHASE;
  const share = (busy: number, most: { value: number } | undefined) => busy / valueOf(most);
  return {
    perSecond,
    saleSeconds,
    calls,
    visitorMs,
    originCores,
    origins: Math.max(LEAST_ORIGINS, Math.ceil(originCores / VCPUS)),
    restingOrigins: LEAST_ORIGINS,
    polls,
    // Arrivals and calls, which do more, as if they were polls too.
    workerMs: ((polls.total + ON_SALE.waiting * (1 + calls)) * valueOf(figures.pollUs)) / 1000,
    arrivalsPerSecond,
    shards: Math.ceil(arrivalsPerSecond / ARRIVALS_A_SHARD),
    arrivalRequestsPerSecond: (arrivalsPerSecond / 1000) * valueOf(figures.requestsForThousand),
    redisBytes: (ON_SALE.waiting * valueOf(figures.bytesAVisitor)) / REDIS_USABLE,
    redisArriving: share(arrivalsPerSecond, figures.arrivalsPerSecond),
    redisSelling:
      share(perSecond * calls, figures.entersPerSecond) + valueOf(figures.advanceMs) / 1000,
    databaseCores: (purchases * valueOf(figures.databaseMs)) / 1000 / FULLNESS,
    databaseGib: ((valueOf(figures.tablesMib) / size) * ON_SALE.seats * 1024 ** 2) / GIB,
    iops: perSecond * writes * FLUSHES_A_COMMIT + purchases * valueOf(figures.readsAPurchase),
  };
}
