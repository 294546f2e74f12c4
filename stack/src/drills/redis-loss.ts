import { setTimeout as sleep } from 'node:timers/promises';
import type { RoomReason, RoomStatus } from '@frontrow/protocol';
import type { Log } from '../log.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { type DrillStack, startDrillStack } from './drill-stack.ts';
import { createDrillVisitor, joinAll } from './drill-visitor.ts';
import type { DrillReport } from './keep-report.ts';
import { type KillableRedis, startKillableRedis, startReplicatedRedis } from './killable-redis.ts';

type Options = { visitors: number; log: Log };

const CAPACITY = 200;
const ENTRIES_PER_MINUTE = 6_000;
const INSIDE_MS = 1_000;
/** Redis is killed when a tenth of the line has entered. */
const ENTERED_BEFORE_THE_KILL = 0.1;
/** So many come at the last moment: neither a checkpoint nor a replica knows of them. */
const LATE = 0.05;
const REDIS_AWAY_MS = 3_000;
/** A place may be told "waiting" for so long after a later one has entered: two ticks and a snapshot. */
const ORDER_SLACK_MS = 4_000;
const LONGEST_MS = 10 * 60_000;
/** Reasons with which a line moves on; with all others a visitor is told why it does not. */
const MOVING: ReadonlySet<RoomReason | null> = new Set([null, 'slower', 'slow_shop']);

type Title = { name: string; title: string };
type Loss = Title & { startRedis: () => Promise<KillableRedis> };

/**
 * Redis is killed with -9 while visitors wait, and comes back empty. Counts places that were lost or
 * changed, visitors told to wait after a later number had entered, and visitors above capacity.
 */
export function drillRedisLoss(options: Options): Promise<DrillReport> {
  const title = 'Redis is killed with -9 and starts empty while visitors wait';
  return drill(options, { name: 'redis-loss', title, startRedis: startKillableRedis });
}

/** The same where a replica takes over that had not heard of the last arrivals and entries. */
export function drillRedisFailover(options: Options): Promise<DrillReport> {
  const title = 'Redis is killed with -9, and a replica takes over that was behind';
  return drill(options, { name: 'redis-failover', title, startRedis: startReplicatedRedis });
}

async function drill(
  { visitors, log }: Options,
  { startRedis, ...title }: Loss,
): Promise<DrillReport> {
  const redis = await startRedis();
  try {
    const stack = await startDrillStack({ redisUrl: redis.url, log });
    try {
      const { crowd, ...run } = await loseRedis(redis, stack, { visitors, log });
      return report(crowd, { ...title, visitors, ...run });
    } finally {
      await stack.stop();
    }
  } finally {
    await redis.stop();
  }
}

type Lost = { crowd: Crowd; before: number; tookSeconds: number; watched: Watched };

async function loseRedis(
  redis: KillableRedis,
  stack: DrillStack,
  { visitors, log }: Options,
): Promise<Lost> {
  const over = new AbortController();
  try {
    await stack.changeRoom({
      total_active_users: CAPACITY,
      new_users_per_minute: ENTRIES_PER_MINUTE,
      queue_all: true,
    });
    await sleep(2_500);
    const watched = watchActive(stack, over.signal);
    const crowd = createCrowd(stack.edgeUrl, visitors);
    const early = Math.ceil(visitors * (1 - LATE));
    await crowd.join(0, early);
    log(`${early} visitors wait.`);

    const startedAt = performance.now();
    await stack.changeRoom({ queue_all: false });
    const signal = AbortSignal.any([over.signal, AbortSignal.timeout(LONGEST_MS)]);
    const visits = crowd.visit(0, early, signal);
    const enough = visitors * ENTERED_BEFORE_THE_KILL;
    const haveEntered = await waitUntil(() => crowd.entered() >= enough, { withinMs: LONGEST_MS });
    if (!haveEntered) {
      throw new Error(
        `Only ${crowd.entered()} of ${visitors} visitors entered within ${LONGEST_MS / 60_000} minutes: Redis was not killed.`,
      );
    }
    await redis.fallBehind();
    await crowd.join(early, visitors);
    const before = crowd.entered();
    await redis.kill();
    log(`Redis is killed; ${before} have entered so far, ${visitors - early} have just come.`);
    await sleep(REDIS_AWAY_MS);
    await redis.comeBack();
    log('Redis is back.');
    await Promise.all([visits, crowd.visit(early, visitors, signal)]);
    const tookSeconds = (performance.now() - startedAt) / 1000;
    over.abort();
    return { crowd, before, tookSeconds, watched: await watched };
  } finally {
    over.abort();
  }
}

type Crowd = ReturnType<typeof createCrowd>;
type Seen = { number: number | undefined; changed: boolean; entered: boolean };

/** The visitors, and what was heard of them. */
function createCrowd(edgeUrl: string, count: number) {
  const counts = { overtaken: 0, held: 0, zeroPositions: 0, unanswered: 0 };
  const order = createOrder();
  const seen: Seen[] = [];
  const visitors = Array.from({ length: count }, (_, index) => {
    const self: Seen = { number: undefined, changed: false, entered: false };
    seen[index] = self;
    return createDrillVisitor(edgeUrl, ({ at, verb, status, code }) => {
      counts.unanswered += code === 0 ? 1 : 0;
      if (status !== undefined) {
        note(self, { at, verb, status });
      }
    });
  });

  function note(
    self: Seen,
    { at, verb, status }: { at: number; verb: string; status: RoomStatus },
  ) {
    noteNumber(self, status.number);
    counts.held += status.reason === 'holding_place' ? 1 : 0;
    counts.zeroPositions += status.position === 0 ? 1 : 0;
    const own = self.number ?? Infinity;
    if (verb === 'enter' && status.state === 'active') {
      self.entered = true;
      order.entered(own, at);
    }
    const isToldToWait = status.state === 'waiting' && MOVING.has(status.reason);
    if (isToldToWait && order.highestBefore(at - ORDER_SLACK_MS) > own) {
      counts.overtaken += 1;
    }
  }

  return {
    counts,
    entered: order.count,
    lost: () => seen.filter(({ entered }) => !entered).length,
    changed: () => seen.filter(({ changed }) => changed).length,
    join: (from: number, to: number) => joinAll(visitors.slice(from, to)),
    visit: (from: number, to: number, signal: AbortSignal) =>
      Promise.all(
        visitors.slice(from, to).map((visitor) => visitor.visit({ insideMs: INSIDE_MS, signal })),
      ),
  };
}

function noteNumber(self: Seen, number: number | null): void {
  if (number !== null) {
    self.changed ||= self.number !== undefined && self.number !== number;
    self.number ??= number;
  }
}

/** Which numbers have entered, and the highest of those before a moment; moments only grow. */
function createOrder() {
  const entries: { number: number; at: number }[] = [];
  let settled = 0;
  let highest = 0;
  return {
    count: () => entries.length,
    entered(number: number, at: number): void {
      entries.push({ number, at });
    },
    highestBefore(moment: number): number {
      for (let next = entries[settled]; next !== undefined && next.at < moment;) {
        highest = Math.max(highest, next.number);
        settled += 1;
        next = entries[settled];
      }
      return highest;
    },
  };
}

/** `readings`: of snapshots that came; without one, nothing is known of the most. */
type Watched = { most: number; readings: number };

async function watchActive({ origin }: DrillStack, signal: AbortSignal): Promise<Watched> {
  const watched: Watched = { most: 0, readings: 0 };
  while (!signal.aborted) {
    const snapshot = await origin.snapshot().catch(() => undefined);
    if (snapshot !== undefined) {
      watched.most = Math.max(watched.most, snapshot.active);
      watched.readings += 1;
    }
    await sleep(200);
  }
  return watched;
}

type Run = Title & Omit<Lost, 'crowd'> & { visitors: number };

function report(crowd: Crowd, run: Run): DrillReport {
  const { name, title, visitors, before, tookSeconds, watched } = run;
  const { counts } = crowd;
  return {
    name,
    title,
    rows: [
      { what: 'visitors who waited', value: visitors },
      { what: 'of them entered before the kill', value: before },
      { what: 'seconds until all had entered', value: Math.round(tookSeconds) },
      { what: 'polls told "holding your place"', value: counts.held },
      { what: 'places lost (never entered)', value: crowd.lost(), atMost: 0 },
      { what: 'places whose number changed', value: crowd.changed(), atMost: 0 },
      {
        what: 'polls told to wait after a later number entered',
        value: counts.overtaken,
        atMost: 0,
      },
      { what: 'polls told position 0', value: counts.zeroPositions, atMost: 0 },
      { what: 'readings of the room', value: watched.readings, atLeast: 1 },
      { what: 'most visitors inside at one time', value: watched.most, atMost: CAPACITY },
    ],
  };
}
