import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '@frontrow/origin/percentile';
import type { Log } from '../log.ts';
import { originRequests } from '../origins/origin-requests.ts';
import type { ResultRow } from '../results/result-row.ts';
import { type DrillStack, startDrillStack } from './drill-stack.ts';
import { type Joined, joinCrowd } from './join-crowd.ts';
import type { DrillReport } from './keep-report.ts';

type Options = { visitors: number; log: Log; perSecond?: number };

/** Joined at the edge; the rest of a larger crowd goes straight to the origins, in batches of the same size. */
const AT_THE_EDGE = 10_000;
const ARRIVALS_A_SECOND = 1_000;
/** What a join takes where this machine, which plays the crowd as well, is not busy. */
const CALM = { visitors: 1_000, perSecond: 100 };
const ORIGIN_REQUESTS_AT_MOST = 20;
const BATCH = 256;
const BATCHES_AT_ONCE = 8;
const TRIES = 10;

/**
 * A crowd joins at the edge, about a thousand a second, on real workerd and two real origins; counts what reaches
 * the origins. Then the batch call takes the whole crowd straight, as fast as the origins answer.
 */
export async function drillArrivals(options: Options): Promise<DrillReport> {
  const { visitors, log, perSecond = ARRIVALS_A_SECOND } = options;
  const stack = await startDrillStack({ log });
  try {
    // Paused: nobody is called, so that all that reaches the origins are arrivals and snapshots.
    await stack.changeRoom({ queue_all: true });
    await sleep(2_500);
    const atEdge = await joinAtEdge(stack, {
      visitors: Math.min(visitors, AT_THE_EDGE),
      perSecond,
    });
    log('The crowd has joined at the edge.');
    const calm = await joinCalmly(stack, Math.min(visitors, CALM.visitors));
    const straight = await arriveStraight(stack, visitors);
    return {
      name: 'arrivals',
      title: 'What a crowd that arrives costs the origin',
      rows: [...atEdge, ...calm, ...straight],
    };
  } finally {
    await stack.stop();
  }
}

async function joinAtEdge(
  stack: DrillStack,
  crowd: { visitors: number; perSecond: number },
): Promise<ResultRow[]> {
  const before = await originRequests(stack.metricsUrls);
  const { joined, offeredPerSecond, answeredPerSecond } = await joinCrowd(stack.edgeUrl, crowd);
  const requests = (await originRequests(stack.metricsUrls)) - before;
  const numbers = numbersOf(joined);
  return [
    { what: 'visitors who joined at the edge', value: crowd.visitors },
    { what: 'arrivals offered a second', value: offeredPerSecond },
    { what: 'arrivals answered a second', value: answeredPerSecond },
    {
      what: 'origin requests of any kind for 1,000 arrivals',
      value: round((requests / crowd.visitors) * 1000),
      atMost: ORIGIN_REQUESTS_AT_MOST,
    },
    { what: 'joins that got no number', value: joined.length - numbers.length, atMost: 0 },
    { what: 'numbers given twice or left out', value: gaps(numbers), atMost: 0 },
    { what: 'join, median, ms', value: joinedWithin(joined, 0.5) },
    { what: 'join, 95th percentile, ms', value: joinedWithin(joined, 0.95) },
  ];
}

async function joinCalmly({ edgeUrl }: DrillStack, visitors: number): Promise<ResultRow[]> {
  const { joined, offeredPerSecond } = await joinCrowd(edgeUrl, { ...CALM, visitors });
  return [
    { what: 'arrivals offered a second, calmly', value: offeredPerSecond },
    { what: 'join, median, ms, calmly', value: joinedWithin(joined, 0.5) },
    { what: 'join, 95th percentile, ms, calmly', value: joinedWithin(joined, 0.95) },
  ];
}

function numbersOf(places: { number: number | null }[]): number[] {
  return places.flatMap(({ number }) => (number === null ? [] : [number]));
}

/** How far the numbers are from being the row from the lowest on, each once. */
export function gaps(numbers: number[]): number {
  const distinct = new Set(numbers);
  const lowest = numbers.reduce((least, number) => Math.min(least, number), Infinity);
  const missing = numbers.filter((_, index) => !distinct.has(lowest + index)).length;
  return numbers.length - distinct.size + missing;
}

async function arriveStraight({ origin }: DrillStack, visitors: number): Promise<ResultRow[]> {
  const before = (await origin.snapshot())?.issued ?? 0;
  const startedAt = performance.now();
  let left = visitors;
  let repeated = 0;
  const numbers: number[] = [];
  const worker = async (): Promise<void> => {
    while (left > 0) {
      const size = Math.min(BATCH, left);
      left -= size;
      const ids = Array.from({ length: size }, () => randomBytes(16).toString('base64url'));
      const arrived = await arriveInTheEnd(origin, ids);
      repeated += arrived.repeated;
      numbers.push(...arrived.numbers);
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, worker));
  const seconds = (performance.now() - startedAt) / 1000;
  const issued = ((await origin.snapshot())?.issued ?? 0) - before;
  return [
    { what: 'arrivals straight at the origins, in batches of 256', value: visitors },
    { what: 'seconds that they took', value: round(seconds) },
    { what: 'batches asked for again, since no answer came in time', value: repeated },
    { what: 'arrivals that got no number, straight', value: visitors - numbers.length, atMost: 0 },
    { what: 'numbers given twice or left out, straight', value: gaps(numbers), atMost: 0 },
    {
      what: "the room's own count of them, off by",
      value: Math.abs(visitors - issued),
      atMost: 0,
    },
  ];
}

type Arrived = { repeated: number; numbers: number[] };

/** A batch that had to be asked for again is so under the same ids: nobody gets two numbers. */
async function arriveInTheEnd(origin: DrillStack['origin'], ids: string[]): Promise<Arrived> {
  for (let repeated = 0; repeated < TRIES; repeated += 1) {
    const reply = await origin.arrive(ids).catch(() => undefined);
    if (reply !== undefined) {
      return { repeated, numbers: numbersOf(reply.places) };
    }
    await sleep(200);
  }
  throw new Error(`A batch was not answered in ${TRIES} tries.`);
}

function joinedWithin(joined: Joined[], share: number): number {
  const times = joined.map(({ tookMs }) => tookMs);
  return Math.round(percentile(times, share));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
