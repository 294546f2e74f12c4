import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from '@frontrow/protocol';
import { round } from '../../results/round.ts';
import type { Bench } from '../bench-options.ts';
import type { BenchStack } from '../bench-stack.ts';
import { compare } from '../measuring/compare.ts';
import { startPollingSides } from '../measuring/polling-sides.ts';
import { arrivedPlaces } from '../measuring/signed-shots.ts';
import type { BenchReport, Growth } from '../results/bench-report.ts';

const BATCHES_AT_ONCE = 8;
/** For each million. */
const SECONDS_AT_MOST = 60;
const IN_FORCE_MS = 2_500;
/** Of those who come in a step so many poll, spread over them. */
const POLLERS = 1_000;

type Line = { waiting: number; seconds: number };

/**
 * A crowd that comes through the origin's batch call, 256 at a time, as the edge gathers them. At several lengths of
 * the line it pauses, and those who have come last poll.
 */
export async function benchArrivals({ stack, options }: Bench): Promise<BenchReport> {
  const { visitors, sizes, rounds } = options;
  await stack.changeRoom({ queue_all: true });
  await sleep(IN_FORCE_MS);
  const issuedBefore = (await stack.origin.snapshot())?.issued ?? 0;
  const line: Line = { waiting: 0, seconds: 0 };
  const points: Growth['points'] = [];
  for (const waiting of [...sizes.filter((size) => size < visitors), visitors]) {
    const places = await lengthen(stack, line, waiting);
    const sides = await startPollingSides(stack, places, options);
    const { ratio } = await compare(sides.edge(), sides.empty, rounds);
    await sides.stop();
    points.push({ size: waiting, value: round(ratio, 2) });
  }
  const issued = ((await stack.origin.snapshot())?.issued ?? 0) - issuedBefore;
  if (issued !== visitors) {
    throw new Error(`${visitors} arrived and ${issued} numbers were given.`);
  }
  return {
    name: 'arrivals',
    title: 'Arriving',
    rows: [
      {
        what: `${visitors.toLocaleString('en')} arrivals through the batch call`,
        value: round(line.seconds, 1),
        unit: 's',
        atMost: (SECONDS_AT_MOST * visitors) / 1_000_000,
      },
    ],
    growth: [
      {
        what: 'status poll at the edge, beside an empty Worker',
        of: 'waiting visitors',
        unit: 'ratio',
        points,
      },
    ],
  };
}

/** So many wait then, and the clock of the arrivals has gone on. Returns some of those who have come. */
async function lengthen(stack: BenchStack, line: Line, waiting: number): Promise<Place[]> {
  const missing = waiting - line.waiting;
  const share = Math.ceil(missing / BATCHES_AT_ONCE);
  const startedAt = performance.now();
  const arrived = await Promise.all(
    Array.from({ length: BATCHES_AT_ONCE }, (_, index) =>
      arrivedPlaces(stack, Math.min(share, Math.max(0, missing - index * share))),
    ),
  );
  line.seconds += (performance.now() - startedAt) / 1000;
  line.waiting = waiting;
  const each = Math.max(1, Math.floor(missing / POLLERS));
  return arrived.flat().filter((_, index) => index % each === 0);
}
