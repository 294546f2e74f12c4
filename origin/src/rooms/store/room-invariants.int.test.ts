import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  openTestRoom,
  scriptsWithout,
  type TestRoom,
  type TestVisitor,
} from '../../testing/room.ts';
import type { RoomScripts } from './room-scripts.ts';

/** Invariants 3, 4 and 5 of the design, each with the guard switched off as its negative control. */

const RUNS = 60;
const CAPACITY_GUARD =
  'state.paused == 0 and slotsForOthers(state) >= 1 and entriesLeft(state) >= 1';

type Step =
  | { kind: 'arrive'; count: number }
  | { kind: 'advance' | 'enter' | 'leave'; who: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('arrive' as const),
      count: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'advance' as const,
        'enter' as const,
        'enter' as const,
        'leave' as const,
      ),
      who: fc.nat({ max: 30 }),
    }),
  },
);

const history = fc.record({
  capacity: fc.integer({ min: 1, max: 6 }),
  rate: fc.integer({ min: 1, max: 12 }),
  steps: fc.array(step, { minLength: 5, maxLength: 40 }),
});

const rooms: TestRoom[] = [];

afterEach(() => {
  for (const room of rooms.splice(0)) {
    room.redis.disconnect();
  }
});

async function open(options: Parameters<typeof openTestRoom>[0]) {
  const room = await openTestRoom(options);
  rooms.push(room);
  return room;
}

/** Plays the steps and reports the highest counts seen; entries all fall within one minute. */
async function play(
  { capacity, rate, steps }: { capacity: number; rate: number; steps: Step[] },
  scripts?: RoomScripts,
) {
  const room = await open({
    settings: { total_active_users: capacity, new_users_per_minute: rate },
    ...(scripts === undefined ? {} : { scripts }),
  });
  const visitors: TestVisitor[] = [];
  const entered = new Set<string>();
  let mostActive = 0;
  for (const step of steps) {
    if (step.kind === 'arrive') {
      visitors.push(...(await room.arrive(step.count)));
      continue;
    }
    const visitor = visitors[step.who % Math.max(1, visitors.length)];
    if (step.kind === 'advance') await room.advance();
    else if (visitor !== undefined && step.kind === 'leave') await room.leave(visitor);
    else if (visitor !== undefined && (await room.enter(visitor)) === 'active')
      entered.add(visitor.id);
    mostActive = Math.max(mostActive, (await room.snapshot()).active);
  }
  room.redis.disconnect();
  return { mostActive, entries: entered.size };
}

describe('invariant 3: the cap and the rate are hard', () => {
  it('never has more visitors inside than the capacity, nor more entries in a minute than the rate', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (played) => {
        const { mostActive, entries } = await play(played);
        expect(mostActive).toBeLessThanOrEqual(played.capacity);
        expect(entries).toBeLessThanOrEqual(played.rate);
      }),
      { numRuns: RUNS },
    );
  });

  it('holds when 200 called visitors enter at the same moment', async () => {
    const room = await open({
      settings: { total_active_users: 200, new_users_per_minute: 100_000 },
    });
    const visitors = await room.arrive(200);
    await room.store.configure('main', {
      version: 2,
      settings: { ...room.settings, total_active_users: 20 },
    });
    const outcomes = await Promise.all(visitors.map((visitor) => room.enter(visitor)));
    expect(outcomes.filter((outcome) => outcome === 'active')).toHaveLength(20);
    expect((await room.snapshot()).active).toBe(20);
  });

  it('is broken without the guard in enter (negative control)', async () => {
    const unguarded = scriptsWithout(CAPACITY_GUARD, 'true');
    const room = await open({
      settings: { total_active_users: 200, new_users_per_minute: 100_000 },
      scripts: unguarded,
    });
    const visitors = await room.arrive(200);
    await room.store.configure('main', {
      version: 2,
      settings: { ...room.settings, total_active_users: 20 },
    });
    await Promise.all(visitors.map((visitor) => room.enter(visitor)));
    expect((await room.snapshot()).active).toBeGreaterThan(20);
  });
});

/** Everybody waits first, then ticks call them while all poll; returns numbers in order of calling. */
async function orderOfCalling(scripts?: RoomScripts): Promise<number[]> {
  const room = await open({
    settings: { total_active_users: 60, new_users_per_minute: 100_000, queue_all: true },
    ...(scripts === undefined ? {} : { scripts }),
  });
  const visitors = [...(await room.arrive(20)), ...(await room.arrive(20))];
  await room.store.configure('main', {
    version: 2,
    settings: { ...room.settings, total_active_users: 7, queue_all: false },
  });
  const order: number[] = [];
  for (let tick = 0; tick < 20; tick += 1) {
    await room.advance();
    for (const visitor of visitors.toReversed()) {
      if (!order.includes(visitor.number) && (await room.enter(visitor)) === 'active') {
        order.push(visitor.number);
        await room.leave(visitor);
      }
    }
  }
  return order;
}

/** Invariant 4: nobody who was present the whole time enters after somebody called in a later tick. */
function inversionsBetweenTicks(order: number[], perTick: number): number {
  let inversions = 0;
  let highestBefore = 0;
  for (let start = 0; start < order.length; start += perTick) {
    const tick = order.slice(start, start + perTick);
    inversions += tick.filter((number) => number < highestBefore).length;
    highestBefore = Math.max(highestBefore, ...tick);
  }
  return inversions;
}

describe('invariant 4: order', () => {
  it('calls the lowest numbers first', async () => {
    const order = await orderOfCalling();
    expect(order).toHaveLength(40);
    expect(inversionsBetweenTicks(order, 7)).toBe(0);
  });

  it('is broken when the line is served from its end (negative control)', async () => {
    const order = await orderOfCalling(
      scriptsWithout("'ZRANGEBYSCORE', WAITING, from, to", "'ZREVRANGEBYSCORE', WAITING, to, from"),
    );
    expect(inversionsBetweenTicks(order, 7)).toBeGreaterThan(0);
  });
});

/** 30 absent visitors stand before one who is present; returns the calls of each tick until hers. */
async function ticksPastTheAbsent(scripts?: RoomScripts): Promise<number[]> {
  const room = await open({
    settings: { total_active_users: 5, new_users_per_minute: 100_000, queue_all: true },
    ...(scripts === undefined ? {} : { scripts }),
  });
  await room.arrive(30);
  const [present] = await room.arrive(1);
  await room.store.configure('main', {
    version: 2,
    settings: { ...room.settings, queue_all: false },
  });
  const calls: number[] = [];
  for (let tick = 0; tick < 40; tick += 1) {
    calls.push(await room.advance());
    if (present !== undefined && (await room.enter(present)) === 'active') {
      return calls;
    }
  }
  return calls;
}

describe('invariant 5: progress', () => {
  it('calls somebody in every tick with a free slot, however many absent ones stand before', async () => {
    const calls = await ticksPastTheAbsent();
    expect(calls.length).toBeLessThan(40);
    expect(Math.min(...calls)).toBeGreaterThanOrEqual(1);
  });

  it('is broken when absent visitors keep their slots reserved (negative control)', async () => {
    const stalling = scriptsWithout('calls = math.max(1, calls)', 'calls = calls');
    expect(Math.min(...(await ticksPastTheAbsent(stalling)))).toBeLessThan(1);
  });
});

describe('two origins at once', () => {
  it('calls nobody twice and nobody too many', async () => {
    const room = await open({
      settings: { total_active_users: 50, new_users_per_minute: 100_000, queue_all: true },
    });
    await room.arrive(500);
    await room.store.configure('main', {
      version: 2,
      settings: { ...room.settings, queue_all: false },
    });
    const calls = await Promise.all(Array.from({ length: 10 }, () => room.advance()));
    const total = calls.reduce((sum, count) => sum + count, 0);
    const { called, calledUpTo, waiting } = await room.snapshot();
    // The first run takes the free slots; each further one may add the one that progress demands.
    expect(total).toBeLessThanOrEqual(50 + 9);
    expect({ called, calledUpTo, waiting }).toEqual({
      called: total,
      calledUpTo: total,
      waiting: 500 - total,
    });
  });
});
