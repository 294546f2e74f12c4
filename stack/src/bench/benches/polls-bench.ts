import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../bench-options.ts';
import type { BenchStack } from '../bench-stack.ts';
import { growthByConnections } from '../growth/growth-by-connections.ts';
import { compare } from '../measuring/compare.ts';
import { startPollingSides } from '../measuring/polling-sides.ts';
import { profileWorker } from '../measuring/profile-worker.ts';
import { arrivedPlaces } from '../measuring/signed-shots.ts';
import { type BenchReport, ratioRow } from '../results/bench-report.ts';

const AT_LEAST = 0.7;
const HINT = `A poll that is answered asks nobody: the room's snapshot and the places that were verified lie in the isolate's memory. What it
adds to the empty Worker is reading the address and the headers, computing where the place stands, and writing that as JSON. Where its
time goes stands in *What the Worker is busy with*.`;
const POLLERS = 1_000;
/** Settings reach Redis with a tick and the isolate with its next snapshot. */
const IN_FORCE_MS = 2_500;

/** A poll of somebody who waits, beside a Worker on the same workerd that only sends the same bytes. */
export function benchPolls({ stack, options }: Bench): Promise<BenchReport> {
  return whilePaused(stack, async () => {
    const sides = await startPollingSides(stack, await arrivedPlaces(stack, POLLERS), options);
    const compared = await compare(sides.edge(), sides.empty, options.rounds);
    await sides.stop();
    const what = 'status poll at the edge';
    const rows = [ratioRow(what, compared, { atLeast: AT_LEAST })];
    const growth = await growthByConnections(what, sides.edge);
    return { name: 'polls', title: 'Polling', rows, growth, hint: HINT };
  });
}

/**
 * What the Worker does meanwhile. Only while it is polled: of a Worker that rests, V8's profiler repeats what it did last.
 */
export function profilePolls({ stack, options }: Bench, inspectorPort: number): Promise<string> {
  return whilePaused(stack, async () => {
    const sides = await startPollingSides(stack, await arrivedPlaces(stack, POLLERS), options);
    await sides.stop();
    const edge = sides.edge();
    // Until it has been compiled.
    await edge.run(0);
    const profile = await profileWorker(inspectorPort);
    try {
      await edge.run(1);
      return await profile.stop();
    } finally {
      profile.close();
    }
  });
}

async function whilePaused<Result>(
  { changeRoom }: BenchStack,
  act: () => Promise<Result>,
): Promise<Result> {
  await changeRoom({ queue_all: true });
  await sleep(IN_FORCE_MS);
  try {
    return await act();
  } finally {
    await changeRoom({ queue_all: false });
    await sleep(IN_FORCE_MS);
  }
}
