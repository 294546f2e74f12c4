import { type Draws, STREAM } from './draws.ts';

export type Crowd = {
  visitors: number;
  /** Share of them who never answer when they are called. */
  absent: number;
  /** Share of them who stand there when the sale begins; the others come ever more rarely. */
  atTheStart: number;
  /** Half of those who come later have come by then. */
  halfComeWithinMs: number;
  /** Calls of a buyer: each at least one, about this many in the mean. */
  callsPerBuyer: number;
  /** Between two calls. */
  thinkMs: number;
  /** Share of those who close the page instead of leaving: their slot stays until the session ends. */
  silent: number;
  sessionMs: number;
};

export type Visitor = {
  id: number;
  arrivesAt: number;
  absent: boolean;
  calls: number;
  silent: boolean;
};

/** Those who come, in order: at the times recorded, or in the shape of a rush to an on-sale. */
export function createVisitors(crowd: Crowd, draws: Draws, recordedMs?: number[]): Visitor[] {
  const times =
    recordedMs?.toSorted((one, other) => one - other) ??
    Array.from({ length: crowd.visitors }, (_, id) => arrivalOf(id, crowd, draws)).sort(
      (one, other) => one - other,
    );
  return times.map((arrivesAt, id) => ({
    id,
    arrivesAt,
    absent: draws.draw(STREAM.absent, id) < crowd.absent,
    calls: callsOf(id, crowd, draws),
    silent: draws.draw(STREAM.silent, id) < crowd.silent,
  }));
}

function arrivalOf(id: number, { atTheStart, halfComeWithinMs }: Crowd, draws: Draws): number {
  const later = draws.draw(STREAM.arrival, id) >= atTheStart;
  // Those at the start press the button within the first seconds.
  return later
    ? draws.exponential(halfComeWithinMs / Math.LN2, STREAM.arrival, id, 1)
    : draws.draw(STREAM.arrival, id, 1) * 10_000;
}

/** One call and more: some look and go, some come back to another seat. */
function callsOf(id: number, { callsPerBuyer }: Crowd, draws: Draws): number {
  const spread = 0.5 + draws.draw(STREAM.calls, id);
  return Math.max(1, Math.round(callsPerBuyer * spread));
}
