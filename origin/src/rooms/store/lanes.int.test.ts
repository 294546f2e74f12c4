import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  openTestRoom,
  placeOf,
  scriptsWithout,
  type TestRoom,
  type TestVisitor,
} from '../../testing/room.ts';
import { roomKeys } from './room-keys.ts';
import type { RoomScripts } from './room-scripts.ts';

const rooms: TestRoom[] = [];
afterEach(() => {
  for (const room of rooms.splice(0)) {
    room.redis.disconnect();
  }
});

type Lanes = { main: number; priority: number; share: number };

/** Visitors wait in both lanes; nobody is called before `start`. */
async function fill({ main, priority, share }: Lanes, scripts?: RoomScripts) {
  const settings = {
    total_active_users: 1,
    new_users_per_minute: 100_000,
    priority_share: share,
    queue_all: true,
  };
  const room = await openTestRoom({ settings, ...(scripts === undefined ? {} : { scripts }) });
  rooms.push(room);
  const visitors = await room.arrive(main + priority);
  const promoted = visitors.slice(main);
  for (const { id } of promoted) {
    await room.store.promote('main', id);
  }
  const start = () =>
    room.store.configure('main', { version: 2, settings: { ...room.settings, queue_all: false } });
  return { room, start, inMain: visitors.slice(0, main), promoted };
}

/** One call after the other, each visitor entering and leaving at once; says which lane each was of. */
async function orderOfLanes(lanes: Lanes, scripts?: RoomScripts): Promise<string[]> {
  const { room, start, inMain, promoted } = await fill(lanes, scripts);
  await start();
  const order: string[] = [];
  const standing: [string, TestVisitor[]][] = [
    ['main', [...inMain]],
    ['priority', [...promoted]],
  ];
  for (let call = 0; call < lanes.main + lanes.priority; call += 1) {
    await room.advance();
    for (const [lane, line] of standing) {
      const [next] = line;
      if (next !== undefined && (await room.enter(next)) === 'active') {
        order.push(lane);
        line.shift();
        await room.leave(next);
        break;
      }
    }
  }
  return order;
}

describe('the two lanes', () => {
  it('number their visitors each by itself', async () => {
    const { room, promoted } = await fill({ main: 3, priority: 2, share: 20 });
    expect(await room.snapshot()).toMatchObject({
      issued: 5,
      waiting: 5,
      priority: { issued: 2, calledUpTo: 0, waiting: 2 },
    });
    expect(await room.store.promote('main', promoted[0]?.id ?? '')).toBe(1);
    expect(await room.store.promote('main', 'BBBBBBBBBBBBBBBBBBBBBB')).toBeUndefined();
  });

  it('share the calls by the weight, so that of any calls in a row each has its part', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          share: fc.integer({ min: 1, max: 90 }),
          main: fc.constant(14),
          priority: fc.constant(14),
        }),
        async (lanes) => {
          const order = await orderOfLanes(lanes);
          expect(order).toHaveLength(28);
          const both = whileBothWait(order, lanes);
          for (let length = 1; length <= both.length; length += 1) {
            for (let from = 0; from + length <= both.length; from += 1) {
              const calls = both.slice(from, from + length);
              const priority = calls.filter((lane) => lane === 'priority').length;
              expect(priority).toBeGreaterThanOrEqual(Math.floor((length * lanes.share) / 100));
              expect(priority).toBeLessThanOrEqual(Math.ceil((length * lanes.share) / 100));
            }
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  it('would starve one another without the share (negative control)', async () => {
    const greedy = scriptsWithout('state.laneTurn >= 100', 'true');
    const order = await orderOfLanes({ main: 6, priority: 6, share: 20 }, greedy);
    expect(order.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 'priority'));
  });

  it('give a lane all calls while nobody waits in the other', async () => {
    expect(await orderOfLanes({ main: 0, priority: 4, share: 10 })).toHaveLength(4);
  });

  it('say in which of them a place waits that joins again', async () => {
    const { room, inMain, promoted } = await fill({ main: 1, priority: 1, share: 50 });
    const ids = [...inMain, ...promoted].map(({ id }) => ({ id }));
    const again = await room.store.arrive('main', ids);
    expect(again.places).toMatchObject([
      { number: 1, lane: 'main' },
      { number: 1, lane: 'priority' },
    ]);
  });

  it('let a visitor back under its number of its own lane', async () => {
    const { room, promoted } = await fill({ main: 2, priority: 2, share: 50 });
    const [first] = promoted;
    const place = {
      ...placeOf(first ?? { id: '', number: 1, called: false, epoch: 1 }),
      number: 1,
    };
    await room.store.leave('main', place.id, 'left');
    const again = await room.store.arrive('main', [{ id: place.id, lane: 'priority', number: 1 }]);
    expect(again.places).toMatchObject([{ number: 1, called: false, lane: 'priority' }]);
    expect(await room.snapshot()).toMatchObject({ priority: { waiting: 2, issued: 2 } });
  });

  it('let a visitor back into the priority lane that came back by its token of the main lane', async () => {
    expect(await takenOverAgain()).toEqual({ number: 1, waiting: 1 });
  });

  it('would leave that visitor in the main lane (negative control)', async () => {
    const forgetful = scriptsWithout("readScore(score) == 'main'", 'false');
    expect(await takenOverAgain(forgetful)).toEqual({ number: 1, waiting: 0 });
  });
});

/**
 * A visitor is taken over, the room is lost but for the memory of that, and the visitor shows the token of before and its
 * code again: its number in the priority lane, and how many wait there.
 */
async function takenOverAgain(scripts?: RoomScripts) {
  const { room, promoted } = await fill({ main: 0, priority: 1, share: 50 }, scripts);
  const { id, number } = promoted[0] as TestVisitor;
  await room.redis.del(...roomKeys(room.keyPrefix, 'main'));
  const start = { epoch: 2, issued: 100, calledUpTo: 0, graceMs: 0, inside: 0 };
  await room.store.open('main', { version: 1, settings: room.settings, ...start });
  await room.store.arrive('main', [{ id, number }]);
  const inPriority = await room.store.promote('main', id);
  return { number: inPriority, waiting: (await room.snapshot()).priority.waiting };
}

/** The calls that were made before one of the lanes was empty. */
function whileBothWait(order: string[], { main, priority }: Lanes): string[] {
  const left = { main, priority };
  const end = order.findIndex((lane) => {
    const isOver = left.main === 0 || left.priority === 0;
    left[lane as keyof typeof left] -= 1;
    return isOver;
  });
  return end < 0 ? order : order.slice(0, end);
}
