import type { RoomStatus } from '@frontrow/protocol';
import type { LaterReason } from '../strings/words.ts';
import { clockOffset } from './clock.ts';
import { keepEstimate, type Estimate } from './keep-estimate.ts';
import { learn, type Knowledge } from './learn.ts';
import type { Answer } from './room-calls.ts';

/** All that the page shows. */
export type Sight = Knowledge & {
  /** The browser does not keep its place. */
  forgotten: boolean;
  /** When the room answered last. */
  updatedAtMs: number;
  /** Why the estimate is later than the one shown before. */
  later: LaterReason | null;
  /** What to add to this clock to get the server's. */
  clockOffsetMs: number;
};

/** What the page knows from answer to answer, with the estimate that it has shown. */
export function createSight(nowMs: () => number) {
  let sight: Sight;
  let estimate: Estimate | undefined;

  function settle(known: Knowledge, answer: Answer): void {
    const now = nowMs();
    if (answer.kind !== 'status') {
      sight = { ...sight, ...known, updatedAtMs: known.failures > 0 ? sight.updatedAtMs : now };
      return;
    }
    const kept = keepEstimate(estimate, known.status, now);
    ({ estimate } = kept);
    sight = {
      ...sight,
      ...known,
      status: kept.status,
      updatedAtMs: now,
      later: estimate?.later ?? null,
      clockOffsetMs: clockOffset(answer.status.serverTime, now) ?? sight.clockOffsetMs,
    };
  }

  return {
    current: () => sight,
    /** A status that nothing before it bears on: the served one, or a new place's. */
    begin(status: RoomStatus): void {
      const known = { status, failures: 0, heldBack: 0, recounted: false };
      estimate = undefined;
      sight = { ...known, forgotten: false, updatedAtMs: nowMs(), later: null, clockOffsetMs: 0 };
      settle(known, { kind: 'status', status });
    },
    learn: (answer: Answer): void => settle(learn(sight, answer), answer),
    forget(forgotten: boolean): void {
      sight = { ...sight, forgotten };
    },
  };
}
