import type { Arrival } from '@frontrow/protocol';
import type { Trace } from '../incoming.ts';
import type { ArrivalOutcome } from './ask-arrivals.ts';
import type { ShardCount } from './shard-count.ts';

/** One visitor who arrives; `calledUpTo` is the watermark that its edge had seen, where it comes back. */
export type Newcomer = { arrival: Arrival; calledUpTo: number | undefined };

/** An object that gathers arrivals, and where such objects are found. */
export type Gates = { getByName: (name: string) => Gate };
export type Gate = { arrive: (room: string, newcomer: Newcomer) => Promise<ArrivalOutcome> };

type Arrive = (
  trace: Trace,
  room: string,
  arrival: Arrival,
  calledUpTo?: number,
) => Promise<ArrivalOutcome>;

type Deps = {
  /** Undefined where none are bound. */
  gates: Gates | undefined;
  direct: Arrive;
  shards: ShardCount;
  now: () => number;
  random: () => number;
  /** Longer than a living object may take to answer. */
  patienceMs?: number;
};

const PATIENCE_MS = 8000;
/** After an object did not answer the others go on directly for so long, and one asks it again. */
const BREAK_MS = 5000;

type Attempt = { kind: 'answered'; outcome: ArrivalOutcome } | { kind: 'failed' | 'is silent' };

/**
 * Arrivals by way of the objects that gather them, or directly where an object is away or silent. The id is the
 * same on both ways, so that nobody gets two places when an answer was lost.
 */
export function createGatheredArrivals(deps: Deps): Arrive {
  const { gates, direct, shards, now, random, patienceMs = PATIENCE_MS } = deps;
  const brokenUntil = new Map<string, number>();

  /** Open while an object is known to be silent. One visitor each `BREAK_MS` finds out whether it still is. */
  function mayAsk(room: string): boolean {
    const until = brokenUntil.get(room);
    if (until === undefined) {
      return true;
    }
    if (now() < until) {
      return false;
    }
    brokenUntil.set(room, now() + BREAK_MS);
    return true;
  }

  async function attempt(gates: Gates, room: string, newcomer: Newcomer) {
    const { number, ticket } = newcomer.arrival;
    // Old places come back together after a loss of Redis; newcomers must not be held up by their crowd.
    const kind = number === undefined && ticket === undefined ? 'new' : 'old';
    const shard = Math.floor(random() * shards.of(room));
    return askGate(
      () => gates.getByName(`${room}/${kind}/${shard}`).arrive(room, newcomer),
      patienceMs,
    );
  }

  async function gather(gates: Gates, room: string, newcomer: Newcomer) {
    const first = await attempt(gates, room, newcomer);
    // An object that moved or was replaced fails the calls under way, and answers the next one.
    return first.kind === 'failed' ? attempt(gates, room, newcomer) : first;
  }

  function noteFailure(room: string, kind: string, { requestId }: Trace): void {
    if (!brokenUntil.has(room)) {
      const message = `arrivals of ${room} go directly: their object ${kind}`;
      console.warn(JSON.stringify({ level: 'warn', requestId, message }));
    }
    brokenUntil.set(room, now() + BREAK_MS);
  }

  return async function arrive(trace, room, arrival, calledUpTo) {
    if (gates !== undefined && mayAsk(room)) {
      const result = await gather(gates, room, { arrival, calledUpTo });
      if (result.kind === 'answered') {
        brokenUntil.delete(room);
        return result.outcome;
      }
      noteFailure(room, result.kind, trace);
    }
    return direct(trace, room, arrival, calledUpTo);
  };
}

function askGate(ask: () => Promise<ArrivalOutcome>, patienceMs: number): Promise<Attempt> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'is silent' }), patienceMs);
    void answerOf(ask)
      .then(resolve)
      .finally(() => clearTimeout(timer));
  });
}

async function answerOf(ask: () => Promise<ArrivalOutcome>): Promise<Attempt> {
  try {
    return { kind: 'answered', outcome: await ask() };
  } catch {
    // Overloaded, replaced or broken: the arrival may or may not have reached the origin. Its id tells.
    return { kind: 'failed' };
  }
}
