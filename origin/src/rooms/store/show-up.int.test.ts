import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, it } from 'vitest';
import {
  openTestRoom,
  scriptsWithout,
  type TestRoom,
  type TestVisitor,
} from '../../testing/room.ts';
import { stateKey } from './room-keys.ts';
import type { RoomScripts } from './room-scripts.ts';

/** How well the slots are used while half of the line is absent: the present take what the absent leave. */

const SLOTS = 20;
/** The room knows how many come once the first of the called have had their five seconds and more. */
const SECONDS = 24;
const SETTLED_AFTER = 0.5;
const LEAST_USAGE = 0.85;
const TICK_MS = 200;
const SHORTEST_VISIT_MS = 2000;
const LONGEST_VISIT_MS = 6000;
const rooms: TestRoom[] = [];

afterAll(() => {
  for (const room of rooms.splice(0)) {
    room.redis.disconnect();
  }
});

type Usage = { mean: number; most: number };

/** Plays with every second visitor absent; usage is measured in the second half. */
async function playHalfAbsent(scripts?: RoomScripts): Promise<Usage> {
  const room = await openTestRoom({
    settings: {
      total_active_users: SLOTS,
      new_users_per_minute: 100_000,
      claim_seconds: 10,
      session_duration: 10,
      queue_all: true,
    },
    ...(scripts === undefined ? {} : { scripts }),
  });
  rooms.push(room);
  const line: TestVisitor[] = [];
  for (let batch = 0; batch < 10; batch += 1) {
    line.push(...(await room.arrive(200)));
  }
  await room.store.configure('main', {
    version: 2,
    settings: { ...room.settings, queue_all: false },
  });
  const present = line.filter(({ number }) => number % 2 === 0);
  const leavesAt = new Map<TestVisitor, number>();
  const used: number[] = [];
  const until = performance.now() + SECONDS * 1000;
  while (performance.now() < until) {
    await room.advance();
    const calledUpTo = Number(
      await room.redis.hget(stateKey(room.keyPrefix, 'main'), 'calledUpTo'),
    );
    const now = performance.now();
    for (const visitor of present.filter(({ number }) => number <= calledUpTo)) {
      if (!leavesAt.has(visitor) && (await room.enter(visitor)) === 'active') {
        leavesAt.set(visitor, now + visitMs(visitor));
      }
    }
    used.push([...leavesAt.values()].filter((at) => at > now).length);
    for (const [visitor, at] of leavesAt) {
      if (at <= now && at !== GONE) {
        leavesAt.set(visitor, GONE);
        await room.leave(visitor);
      }
    }
    await sleep(TICK_MS);
  }
  const settled = used.slice(used.length * SETTLED_AFTER);
  const mean = settled.reduce((sum, count) => sum + count, 0) / settled.length;
  return { mean, most: Math.max(...used) };
}

/** Evenly spread, and the same each time. */
function visitMs({ number }: TestVisitor): number {
  return SHORTEST_VISIT_MS + ((number * 7919) % (LONGEST_VISIT_MS - SHORTEST_VISIT_MS));
}

const GONE = 0;

describe.concurrent('with every second visitor absent', () => {
  it('keeps the slots in use, and never more than there are', async ({ expect }) => {
    const { mean, most } = await playHalfAbsent();
    expect(most).toBeLessThanOrEqual(SLOTS);
    console.log('U', mean);
    expect(mean).toBeGreaterThan(SLOTS * LEAST_USAGE);
  });

  it('leaves slots idle when nothing is learnt from those who do not come (negative control)', async ({
    expect,
  }) => {
    const deaf = scriptsWithout('math.min(1, came / called)', '1');
    const { mean } = await playHalfAbsent(deaf);
    console.log('D', mean);
    expect(mean).toBeLessThan(SLOTS * LEAST_USAGE);
  });
});
