import { LONGEST_POLL_SECONDS } from '@frontrow/protocol';

/** As edge-worker/src/gate/room-status.ts: a third of the wait that is left, within bounds; the jitter evens out. */
const NEAREST_SECONDS = 2;
const FARTHEST_SECONDS = Math.round(LONGEST_POLL_SECONDS / 1.15);
const POLLS_TO_TURN = 3;

export function pollIntervalSeconds(waitSeconds: number): number {
  return Math.min(FARTHEST_SECONDS, Math.max(NEAREST_SECONDS, waitSeconds / POLLS_TO_TURN));
}

type Line = { waiting: number; callsPerSecond: number };

/** Of a line of that length, polls a second, and polls in all until its last visitor is called. */
export function pollsOf({ waiting, callsPerSecond }: Line): { perSecond: number; total: number } {
  const lastWait = waiting / callsPerSecond;
  let perSecond = 0;
  let each = 0;
  let total = 0;
  for (let wait = 0.5; wait < lastWait; wait += 1) {
    // So many visitors have this second of waiting before them, and have had all longer ones.
    const here = 1 / pollIntervalSeconds(wait);
    perSecond += callsPerSecond * here;
    each += here;
    total += callsPerSecond * each;
  }
  return { perSecond, total };
}
