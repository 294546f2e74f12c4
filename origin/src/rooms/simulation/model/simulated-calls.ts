import { createFifo } from './fifo.ts';

type Call = { at: number; visitor: number; isAtDoor: boolean };

/** As in `store/lua/pace.lua`. */
const HOPE_SECONDS = 10;
const UNKNOWN_DELAY_MS = 2000;
const LEAST_DELAY_MS = 250;
const MOST_HOPE = 0.95;

type Hope = { showUp: number; claimDelayMs: number };

/** Who is called, who of them stands at the door, for whom a slot is kept, and whose call has lapsed. */
export function createSimulatedCalls(claimMs: number) {
  const current = new Map<number, Call>();
  const recent = createFifo<Call>();
  const toLapse = createFifo<Call>();
  const isCurrent = (call: Call) => current.get(call.visitor) === call;

  function add(call: Call): void {
    current.set(call.visitor, call);
    recent.add(call);
    toLapse.add(call);
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

    /** Slots that the called will need; of the silent ones fewer with every second. */
    reserved(now: number, hope: Hope): number {
      while ((recent.first()?.at ?? now) < now - HOPE_SECONDS * 1000) {
        recent.take();
      }
      const hopes = hopeBySecond(hope);
      let reserved = 0;
      recent.each((call) => {
        if (isCurrent(call)) {
          const second = Math.max(1, Math.ceil((now - call.at) / 1000));
          reserved += call.isAtDoor ? 1 : (hopes[second - 1] ?? 0);
        }
      });
      return reserved;
    },

    /** Ends the calls that nobody claimed. */
    lapse(now: number): void {
      while ((toLapse.first()?.at ?? now) <= now - claimMs) {
        const call = toLapse.take();
        if (call !== undefined && isCurrent(call)) {
          current.delete(call.visitor);
        }
      }
    },
  };
}

/** By the second since the call: the share of the silent who are still to come. */
function hopeBySecond({ showUp, claimDelayMs }: Hope): number[] {
  const delayMs = claimDelayMs > 0 ? Math.max(LEAST_DELAY_MS, claimDelayMs) : UNKNOWN_DELAY_MS;
  const hope = Math.min(MOST_HOPE, showUp);
  return Array.from({ length: HOPE_SECONDS }, (_, index) => {
    const coming = hope * Math.exp((-index * 1000) / delayMs);
    return index === 0 ? showUp : coming / (coming + 1 - hope);
  });
}
