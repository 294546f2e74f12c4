/** What an on-sale is taken to be. Nothing here is measured: change it, and `npm run scaling` computes all anew. */
export const ON_SALE = {
  waiting: 1_000_000,
  arriveWithinSeconds: 60,
  /** Let in; every one of them makes all the calls of a buyer. */
  admittedAMinute: 10_000,
  /** Concerts, dates, points: as dear as the concert list. */
  lists: 3,
  seatMaps: 1,
  holds: 1,
  /** Paying, and charging the wallet, which is taken to be as dear. */
  payments: 2,
  answerKb: 8,
  seats: 150_000_000,
  onSalesAMonth: 4,
  hoursAMonth: 730,
};

/** How full anything is planned to be at its busiest. */
export const FULLNESS = 0.6;
/** Cores of an origin's instance: one process on each. */
export const VCPUS = 2;
/** ElastiCache keeps a quarter of a node's memory for itself unless it is told otherwise. */
export const REDIS_USABLE = 0.75;
/** One of the data's own, one of the log: a commit that waits for its disk. */
export const FLUSHES_A_COMMIT = 2;
/** An arrival shard has memory as any Worker has. */
export const SHARD_GB = 0.128;
/** What an arrival shard is built for (edge-worker/src/arrivals/shard-count.ts); Cloudflare names the same soft limit. */
export const ARRIVALS_A_SHARD = 1000;
