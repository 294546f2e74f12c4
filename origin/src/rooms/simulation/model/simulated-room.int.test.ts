import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTestRoom, scriptsWithout, type TestVisitor } from '../../../testing/room.ts';
import { stateKey } from '../../store/room-keys.ts';
import { createDraws } from './draws.ts';
import { createSimulatedRoom } from './simulated-room.ts';

/** The room's scripts on a clock that the test turns. */
const onTestClock = () =>
  scriptsWithout(
    "redis.call('TIME')",
    "cjson.decode(redis.call('GET', KEYS[1] .. ':clock') or '[1000, 0]')",
  );
const START_MS = 1_000_000;
const CLAIM_SECONDS = 20;

type Bounds = { activeUsers: number; usersPerMinute: number };

/** One room in Redis and one simulated; each call is made of both and gives both answers. */
async function openBoth({ activeUsers, usersPerMinute }: Bounds) {
  const settings = {
    total_active_users: activeUsers,
    new_users_per_minute: usersPerMinute,
    claim_seconds: CLAIM_SECONDS,
    // Whoever missed its call is out: the simulation knows nobody who comes back.
    return_seconds: 0,
    session_duration: 1440,
  };
  const real = await openTestRoom({ settings, scripts: onTestClock() });
  const claimMs = CLAIM_SECONDS * 1000;
  const simulated = createSimulatedRoom({
    activeUsers,
    usersPerMinute,
    claimMs,
    startMs: START_MS,
  });
  const clockKey = `${stateKey(real.keyPrefix, 'main')}:clock`;
  const visitors: TestVisitor[] = [];
  const inside = new Set<number>();
  let now = START_MS;

  return {
    visitors,
    close: () => real.redis.disconnect(),
    async turnClock(byMs: number): Promise<void> {
      now += byMs;
      await real.redis.set(clockKey, JSON.stringify([Math.floor(now / 1000), (now % 1000) * 1000]));
    },
    async arrive() {
      const [visitor] = await real.arrive(1);
      visitors.push(visitor as TestVisitor);
      return [visitor?.called, simulated.arrive(now, visitors.length - 1)];
    },
    /** The third is who was called. */
    async advance() {
      const called = simulated.advance(now);
      return [await real.advance(), called.length, called] as const;
    },
    async enter(id: number) {
      const outcome = await real.enter(visitors[id] as TestVisitor);
      if (outcome === 'active') {
        inside.add(id);
      }
      return [outcome === 'waiting' ? 'ended' : outcome, simulated.enter(now, id)];
    },
    /** Only from inside: in the simulation nobody leaves the line. */
    async leave(id: number) {
      return inside.delete(id)
        ? [await real.leave(visitors[id] as TestVisitor), simulated.leave(now, id)]
        : [false, false];
    },
    /** Lower than the settings, which stay the upper bound. */
    async limit(who: number) {
      const bounds = {
        activeUsers: 1 + (who % activeUsers),
        usersPerMinute: 1 + (who % usersPerMinute),
      };
      await real.store.limit('main', { ...bounds, reason: null, soldOut: false });
      simulated.limit(bounds);
      return [null, null];
    },
  };
}

const step = fc.record({
  kind: fc.constantFrom(
    'arrive',
    'arrive',
    'advance',
    'advance',
    'enter',
    'enter',
    'leave',
    'limit',
  ),
  who: fc.nat({ max: 40 }),
  afterMs: fc.constantFrom<number[]>(0, 10, 400, 1000, 1000, 3000, 7000),
});
const history = fc.record({
  activeUsers: fc.integer({ min: 1, max: 12 }),
  usersPerMinute: fc.integer({ min: 1, max: 90 }),
  steps: fc.array(step, { minLength: 20, maxLength: 150 }),
});

/** Ends with a credit of 0.7 and a share of 7/10, which 14 digits make equal, and binary fractions do not. */
const EQUAL_WHEN_KEPT = {
  activeUsers: 3,
  usersPerMinute: 3,
  steps: [
    ...[0, 1, 2, 3].map(() => ({ kind: 'arrive' as const, who: 0, afterMs: 0 })),
    { kind: 'advance' as const, who: 0, afterMs: 21_000 },
    { kind: 'enter' as const, who: 1, afterMs: 3_000 },
    { kind: 'advance' as const, who: 0, afterMs: 7_000 },
  ],
};

describe('the simulated room answers as the scripts in Redis do', () => {
  it('to every step of any history', { timeout: 180_000 }, async () => {
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(history, async ({ steps, ...bounds }) => {
        const both = await openBoth(bounds);
        for (const { kind, who, afterMs } of steps) {
          await both.turnClock(afterMs);
          const id = who % Math.max(1, both.visitors.length);
          const [real, simulated] = await playOf(both, kind)(id);
          expect(simulated, `${kind} ${id}`).toEqual(real);
          moved += simulated === 'active' || Number(simulated) > 0 ? 1 : 0;
        }
        both.close();
      }),
      { numRuns: 100, endOnFailure: true, examples: [[EQUAL_WHEN_KEPT]] },
    );
    expect(moved).toBeGreaterThan(400);
  });

  it('to a full room, for three minutes, with half of them absent', async () => {
    expect(await runFullRoom(180)).toBeGreaterThan(600);
  });
});

/** 16 come each second to a room that serves 5; answers how many got in. */
async function runFullRoom(seconds: number): Promise<number> {
  const both = await openBoth({ activeUsers: 40, usersPerMinute: 600 });
  const { draw } = createDraws(7);
  const due = Array.from({ length: seconds + 10 }, () => ({
    doors: [] as number[],
    exits: [] as number[],
  }));
  const come = (second: number, called: readonly number[]) => {
    for (const id of called.filter((one) => draw(1, one) < 0.5)) {
      due[second + 1 + Math.floor(draw(2, id) * 4)]?.doors.push(id);
    }
  };
  let entered = 0;
  for (const [second, { doors, exits }] of due.entries()) {
    await both.turnClock(1000);
    for (let n = 0; n < 16; n += 1) {
      const [real, simulated] = await both.arrive();
      expect(simulated, `arrival in second ${second}`).toBe(real);
      come(second, simulated === true ? [both.visitors.length - 1] : []);
    }
    for (const id of exits) {
      expect((await both.leave(id))[1]).toBe(true);
    }
    for (const id of doors) {
      const [real, simulated] = await both.enter(id);
      expect(simulated, `at the door in second ${second}`).toBe(real);
      const isIn = simulated === 'active';
      entered += isIn ? 1 : 0;
      due[second + (isIn ? 8 : 2)]?.[isIn ? 'exits' : 'doors'].push(id);
    }
    const [real, simulated, called] = await both.advance();
    expect(simulated, `calls in second ${second}`).toBe(real);
    come(second, called);
  }
  both.close();
  return entered;
}

type Both = Awaited<ReturnType<typeof openBoth>>;
type Play = (id: number) => Promise<readonly unknown[]>;

function playOf(both: Both, kind: string): Play {
  const nobody = both.visitors.length === 0;
  const plays: Record<string, Play> = {
    arrive: () => both.arrive(),
    advance: () => both.advance(),
    limit: (id) => both.limit(id),
    enter: async (id) => (nobody ? [null, null] : both.enter(id)),
    leave: async (id) => (nobody ? [null, null] : both.leave(id)),
  };
  return plays[kind] as Play;
}
