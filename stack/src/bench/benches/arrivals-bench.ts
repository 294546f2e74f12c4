import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../bench-options.ts';
import { arrivedPlaces } from '../measuring/signed-shots.ts';
import { type BenchReport, round } from '../results/bench-report.ts';

const BATCHES_AT_ONCE = 8;
/** For each million. */
const SECONDS_AT_MOST = 60;
const IN_FORCE_MS = 2_500;

/** A crowd that comes through the origin's batch call, 256 at a time, as the edge gathers them. */
export async function benchArrivals({ stack, options }: Bench): Promise<BenchReport> {
  const { visitors } = options;
  await stack.changeRoom({ queue_all: true });
  await sleep(IN_FORCE_MS);
  const issuedBefore = (await stack.origin.snapshot())?.issued ?? 0;
  const share = Math.ceil(visitors / BATCHES_AT_ONCE);
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: BATCHES_AT_ONCE }, (_, index) =>
      arrivedPlaces(stack, Math.min(share, Math.max(0, visitors - index * share))),
    ),
  );
  const seconds = (performance.now() - startedAt) / 1000;
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
        value: round(seconds, 1),
        unit: 's',
        atMost: (SECONDS_AT_MOST * visitors) / 1_000_000,
      },
    ],
  };
}
