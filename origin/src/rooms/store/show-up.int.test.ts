import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
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
/** With ticks of 100 ms a slot stands idle for about one tick between two visits of six. */
const LEAST_USAGE = 0.7;
const TICK_MS = 100;
const VISIT_MS = 600;
const rooms: TestRoom[] = [];

afterEach(() => {
  for (const room of rooms.splice(0)) {
    room.redis.disconnect();
  }
});

type Usage = { mean: number; most: number };

/** Plays `ticks` with every second visitor absent; usage is measured in the second half. */
async function playHalfAbsent(ticks: number, scripts?: RoomScripts): Promise<Usage> {
  const room = await openTestRoom({
    settings: {
      total_active_users: SLOTS,
      new_users_per_minute: 100_000,
      claim_seconds: 0.5,
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
  const inside = new Map<TestVisitor, number>();
  const used: number[] = [];
  for (let tick = 0; tick < ticks; tick += 1) {
    await room.advance();
    const calledUpTo = Number(
      await room.redis.hget(stateKey(room.keyPrefix, 'main'), 'calledUpTo'),
    );
    while (present[0] !== undefined && present[0].number <= calledUpTo) {
      const [next] = present;
      if ((await room.enter(next)) !== 'active') break;
      inside.set(next, tick);
      present.shift();
    }
    used.push(inside.size);
    for (const [visitor, since] of inside) {
      if ((tick - since) * TICK_MS >= VISIT_MS) {
        inside.delete(visitor);
        await room.leave(visitor);
      }
    }
    await sleep(TICK_MS);
  }
  const settled = used.slice(used.length / 2);
  const mean = settled.reduce((sum, count) => sum + count, 0) / settled.length;
  return { mean, most: Math.max(...used) };
}

describe('with every second visitor absent', () => {
  it('keeps the slots in use, and never more than there are', async () => {
    const { mean, most } = await playHalfAbsent(60);
    expect(most).toBeLessThanOrEqual(SLOTS);
    expect(mean).toBeGreaterThan(SLOTS * LEAST_USAGE);
  });

  it('leaves slots idle when nothing is learnt from those who do not come (negative control)', async () => {
    const deaf = scriptsWithout('state.showUp * kept + share * (1 - kept)', '1');
    const { mean } = await playHalfAbsent(60, deaf);
    expect(mean).toBeLessThan(SLOTS * LEAST_USAGE);
  });
});
