import { createFifo } from './fifo.ts';

type Call = { at: number; visitor: number; isAtDoor: boolean };

/** As in `store/lua/pace.lua`. */
const HOPE_STEPS = 10;
const LEAST_STEP_MS = 1000;
const AT_DOOR_MS = 5000;
const UNKNOWN_DELAY_MS = 2000;
const LEAST_DELAY_MS = 250;
const MOST_HOPE = 0.95;

type Hope = { showUp: number; claimDelayMs: number };

/** Who is called, who of them stands at the door, for whom a slot is kept, and whose call has lapsed. */
export function createSimulatedCalls(claimMs: number) {
  const current = new Map<number, Call>();
  const calls = createFifo<Call>();
  const isCurrent = (call: Call) => current.get(call.visitor) === call;

  function add(call: Call): void {
    current.set(call.visitor, call);
    calls.add(call);
  }

  return {
    has: (visitor: number): boolean => current.has(visitor),
    remove: (visitor: number): boolean => current.delete(visitor),
    add: (at: number, visitor: number): void => add({ at, visitor, isAtDoor: false }),

    /** When it was called, where it comes for the first time. */
    comeToDoor(visitor: number): number | undefined {
      const call = current.get(visitor);
      return call === undefined || call.isAtDoor ? undefined : call.at;
    },

    /** Keeps its turn, and its slot, as somebody who is there. */
    stayAtDoor: (now: number, visitor: number): void => add({ at: now, visitor, isAtDoor: true }),

    /** How many stand at the door, and how many slots all the called will need: of the silent ever fewer. */
    awaited(now: number, hope: Hope): { atDoor: number; reserved: number } {
      const { stepMs, hopes } = hopeByStep(hope);
      const longestMs = Math.max(AT_DOOR_MS, stepMs * HOPE_STEPS);
      let atDoor = 0;
      let silent = 0;
      calls.eachFromNewest((call) => {
        const ageMs = now - call.at;
        if (isCurrent(call) && call.isAtDoor) {
          atDoor += ageMs <= AT_DOOR_MS ? 1 : 0;
        } else if (isCurrent(call)) {
          silent += hopes[Math.max(1, Math.ceil(ageMs / stepMs)) - 1] ?? 0;
        }
        return ageMs <= longestMs;
      });
      return { atDoor, reserved: atDoor + silent };
    },

    /** Ends the calls that nobody claimed. */
    lapse(now: number): void {
      while ((calls.first()?.at ?? now) <= now - claimMs) {
        const call = calls.take();
        if (call !== undefined && isCurrent(call)) {
          current.delete(call.visitor);
        }
      }
    },
  };
}

/** By the steps since the call: the share of the silent who are still to come. */
function hopeByStep({ showUp, claimDelayMs }: Hope): { stepMs: number; hopes: number[] } {
  const delayMs = claimDelayMs > 0 ? Math.max(LEAST_DELAY_MS, claimDelayMs) : UNKNOWN_DELAY_MS;
  const stepMs = Math.max(LEAST_STEP_MS, Math.floor(delayMs / 2));
  const hope = Math.min(MOST_HOPE, showUp);
  const hopes = Array.from({ length: HOPE_STEPS }, (_, index) => {
    const coming = hope * Math.exp((-index * stepMs) / delayMs);
    return index === 0 ? showUp : coming / (coming + 1 - hope);
  });
  return { stepMs, hopes };
}
