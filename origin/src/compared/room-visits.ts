import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from '@frontrow/protocol';
import { arriveTogether, WIDE_OPEN } from '../bench/arrive-together.ts';
import type { RoomStore } from '../rooms/store/room-store.ts';

/** What one buyer asks of the room: it comes, is let in, makes the seven calls, and is done. */
const STEPS = ['arrive', 'enter', 'inside', 'leave'] as const;
type Step = (typeof STEPS)[number];
const CALLS_INSIDE = 7;

/** Visitors come in batches, as the edge gathers them. */
const BATCH = 8;
const TICK_MS = 1000;

export type RoomVisits = {
  visits: number;
  seconds: number;
  /** What this process had of the processor meanwhile. */
  cpuMs: number;
  /** Mean of a call, ms; of `arrive` for a batch of eight. */
  stepMs: Record<Step, number>;
};

type Options = { seconds: number; atOnce: number };

/**
 * Whole visits through one room and nothing else, so many batches at once, with its tick each second. Throws where the
 * room's own totals say otherwise than we have counted.
 */
export async function visitRoom(
  store: RoomStore,
  room: string,
  { seconds, atOnce }: Options,
): Promise<RoomVisits> {
  const opening = { epoch: 1, issued: 0, calledUpTo: 0, graceMs: 0 };
  await store.open(room, { version: 1, settings: WIDE_OPEN, ...opening });
  const watch = createStopwatch();
  const ticks = startTicks(() => store.advance(room));
  const before = process.cpuUsage();
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  let visits = 0;
  const visitOn = async () => {
    while (performance.now() < until) {
      for (const place of await watch('arrive', () => arriveTogether(store, room, BATCH))) {
        await visit(store, place, watch);
        visits += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, visitOn)).finally(() => ticks.stop());
  const took = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(before);
  await requireTotals(store, room, visits);
  return { visits, seconds: took, cpuMs: (user + system) / 1000, stepMs: watch.means() };
}

async function visit(store: RoomStore, place: Place, watch: Stopwatch): Promise<void> {
  const enter = async () => {
    const { kind } = await store.enter(place.room, place, false);
    if (kind !== 'active') {
      throw new Error(`A visitor of a room that is wide open was told "${kind}".`);
    }
  };
  await watch('enter', enter);
  for (let call = 0; call < CALLS_INSIDE; call += 1) {
    await watch('inside', enter);
  }
  await watch('leave', () => store.leave(place.room, place.id, 'completed'));
}

async function requireTotals(store: RoomStore, room: string, visits: number): Promise<void> {
  const { issued, active, totals } = await store.snapshot(room);
  const told = [issued, totals.entered, totals.completed, active];
  if (told.join() !== [visits, visits, visits, 0].join()) {
    throw new Error(
      `After ${visits} visits the room counts issued, entered, completed and active ${told.join(', ')}.`,
    );
  }
}

function startTicks(tick: () => Promise<unknown>) {
  const over = new AbortController();
  const ticking = (async () => {
    while (!over.signal.aborted) {
      await tick();
      await sleep(TICK_MS, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();
  // Told by the stop: a rejection that nobody holds meanwhile would end the process.
  ticking.catch(() => undefined);
  return {
    async stop(): Promise<void> {
      over.abort();
      await ticking;
    },
  };
}

type Stopwatch = ReturnType<typeof createStopwatch>;

function createStopwatch() {
  const spent = new Map<Step, { calls: number; ms: number }>(
    STEPS.map((step) => [step, { calls: 0, ms: 0 }]),
  );
  async function watch<T>(step: Step, call: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const value = await call();
    const so = spent.get(step) ?? { calls: 0, ms: 0 };
    spent.set(step, { calls: so.calls + 1, ms: so.ms + performance.now() - startedAt });
    return value;
  }
  const mean = (step: Step) => {
    const { calls, ms } = spent.get(step) ?? { calls: 0, ms: 0 };
    return ms / Math.max(1, calls);
  };
  const means = (): Record<Step, number> => ({
    arrive: mean('arrive'),
    enter: mean('enter'),
    inside: mean('inside'),
    leave: mean('leave'),
  });
  return Object.assign(watch, { means });
}
