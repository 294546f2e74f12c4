import { createFifo, createSlidingCount } from './fifo.ts';
import { createSimulatedCalls } from './simulated-calls.ts';
import { createSimulatedPace } from './simulated-pace.ts';

/** As in `store/lua/pace.lua`. */
const FLOW_WINDOW_MS = 10_000;
const MOST_AHEAD = 0.2;
const MINUTE_MS = 60_000;
const MOST_CALLS_A_TICK = 1000;

type Bounds = { activeUsers: number; usersPerMinute: number };
/** `startMs`: the time at which the room opens. */
export type RoomPlan = Bounds & { claimMs: number; startMs?: number };
export type SimulatedRoom = ReturnType<typeof createSimulatedRoom>;

/**
 * The room's rules of admission without Redis: cap, rate, pace, the measured share of those who come, and
 * calling ahead for those who are about to leave. One lane, and nobody who missed a call comes back.
 * A test plays the same histories to this and to the scripts, and compares every answer.
 */
export function createSimulatedRoom({ claimMs, startMs = 0, ...bounds }: RoomPlan) {
  const room = createParts(bounds, claimMs, startMs);
  const { line, calls, active, pace } = room;

  return {
    limit(bounds: Bounds): void {
      room.bounds = bounds;
    },

    /** True when the visitor found an empty line and a free slot, and is called on the spot. */
    arrive(now: number, visitor: number): boolean {
      calls.lapse(now);
      const credit = pace.creditAt(now, room.bounds.usersPerMinute);
      if (line.size() > 0 || credit < 1 || freeNow(room, now) < 1) {
        line.add(visitor);
        return false;
      }
      calls.add(now, visitor);
      pace.addCalls(now, 1);
      pace.spend(now, 1, credit);
      return true;
    },

    /** One tick: who is called now. */
    advance: (now: number): number[] => advance(room, now),

    enter: (now: number, visitor: number) => enter(room, now, visitor),

    /** True when that freed a slot. */
    leave(now: number, visitor: number): boolean {
      calls.lapse(now);
      const wasCalled = calls.remove(visitor);
      return active.delete(visitor) || wasCalled;
    },

    waiting: () => line.size(),
    active: () => active.size,
  };
}

type Parts = ReturnType<typeof createParts>;

function createParts(bounds: Bounds, claimMs: number, startMs: number) {
  return {
    bounds,
    line: createFifo<number>(),
    calls: createSimulatedCalls(claimMs),
    pace: createSimulatedPace(bounds.usersPerMinute, startMs),
    active: new Set<number>(),
    entries: createSlidingCount(MINUTE_MS),
    flow: createSlidingCount(FLOW_WINDOW_MS),
  };
}

function freeSlots({ bounds, active }: Parts): number {
  return bounds.activeUsers - active.size;
}

function entriesLeft({ bounds, entries }: Parts, now: number): number {
  return bounds.usersPerMinute - entries.count(now);
}

/** Slots that nobody has and nobody is about to take. */
function freeNow(room: Parts, now: number): number {
  const free = Math.min(freeSlots(room), entriesLeft(room, now));
  return free - room.calls.awaited(now, room.pace.hope()).reserved;
}

function callsAllowed(room: Parts, now: number, credit: number): number {
  const { pace, calls, bounds } = room;
  const free = freeSlots(room);
  const left = entriesLeft(room, now);
  const { showUp, claimDelayMs } = pace.hope();
  const paced = Math.floor(credit / showUp);
  if (left < 1 || paced < 1) {
    return 0;
  }
  const perMs = room.flow.count(now) / FLOW_WINDOW_MS;
  const coming = Math.min(perMs * claimDelayMs, bounds.activeUsers * MOST_AHEAD);
  const { atDoor, reserved } = calls.awaited(now, pace.hope());
  const wanted = Math.min(free + coming, left) - reserved;
  const most = Math.floor(wanted / showUp);
  const due = free >= 1 && atDoor === 0 ? Math.max(1, most) : most;
  return Math.min(due, paced, MOST_CALLS_A_TICK);
}

function advance(room: Parts, now: number): number[] {
  const { pace, calls, line } = room;
  calls.lapse(now);
  const credit = pace.creditAt(now, room.bounds.usersPerMinute);
  pace.learnShowUp(now);
  const count = Math.min(line.size(), callsAllowed(room, now, credit));
  const next = Array.from({ length: Math.max(0, count) }, () => line.take() ?? 0);
  for (const visitor of next) {
    calls.add(now, visitor);
  }
  pace.addCalls(now, next.length);
  if (next.length > 0) {
    pace.spend(now, next.length, credit);
  }
  return next;
}

function enter(room: Parts, now: number, visitor: number): 'active' | 'full' | 'ended' {
  const { pace, calls, active } = room;
  calls.lapse(now);
  if (active.has(visitor)) {
    return 'active';
  }
  if (!calls.has(visitor)) {
    return 'ended';
  }
  const calledAt = calls.comeToDoor(visitor);
  if (calledAt !== undefined) {
    pace.learnDoor(now, calledAt);
  }
  if (freeSlots(room) < 1 || entriesLeft(room, now) < 1) {
    calls.stayAtDoor(now, visitor);
    return 'full';
  }
  calls.remove(visitor);
  room.entries.add(now);
  room.flow.add(now);
  active.add(visitor);
  return 'active';
}
