import { createFifo, type Fifo } from './fifo.ts';

type Call = { at: number; visitor: number };

/** As `RESERVE_MS` in `store/lua/pace.lua`. */
const RESERVE_MS = 5000;

/** Who is called, for how long a slot is kept for them, and whose call has lapsed. */
export function createSimulatedCalls(claimMs: number) {
  const current = new Map<number, Call>();
  const toRelease = createFifo<Call>();
  const toLapse = createFifo<Call>();
  let reserved = 0;

  const isCurrent = (call: Call) => current.get(call.visitor) === call;

  /** Whoever was called so long ago keeps the call, not the slot. */
  function releaseSlots(now: number): void {
    reserved -= takeOld(toRelease, ({ at }) => now - at > RESERVE_MS).filter(isCurrent).length;
  }

  /** When the visitor was called; undefined when it was not. */
  function remove(now: number, visitor: number): number | undefined {
    releaseSlots(now);
    const call = current.get(visitor);
    if (call === undefined) {
      return undefined;
    }
    reserved -= now - call.at <= RESERVE_MS ? 1 : 0;
    current.delete(visitor);
    return call.at;
  }

  return {
    remove,
    has: (visitor: number): boolean => current.has(visitor),

    /** Calls, or calls again: then the slot is kept anew. */
    add(now: number, visitor: number): void {
      remove(now, visitor);
      const call = { at: now, visitor };
      current.set(visitor, call);
      toRelease.add(call);
      toLapse.add(call);
      reserved += 1;
    },

    reserved(now: number): number {
      releaseSlots(now);
      return reserved;
    },

    /** Ends the calls that nobody claimed; how many there were. */
    lapse(now: number): number {
      releaseSlots(now);
      const late = takeOld(toLapse, ({ at }) => now - at >= claimMs).filter(isCurrent);
      for (const { visitor } of late) {
        current.delete(visitor);
      }
      return late.length;
    },
  };
}

function takeOld(calls: Fifo<Call>, isOld: (call: Call) => boolean): Call[] {
  const old: Call[] = [];
  for (let call = calls.first(); call !== undefined && isOld(call); call = calls.first()) {
    calls.take();
    old.push(call);
  }
  return old;
}
