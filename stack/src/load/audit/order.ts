import type { Heard } from '../driver/play-visit.ts';

/**
 * An edge knows the room as it was up to a second ago, an origin half a second more: a visitor may learn that much
 * later than a later number that it has been called as well.
 */
const SLACK_MS = 3_000;

/** Not in line but held up: at a full door, or while the room cannot be read. */
const HELD_UP: ReadonlySet<string> = new Set(['full', 'holding_place', 'unavailable', 'lost']);

export type OrderBroken = { lane: string; number: number; behind: number };
/**
 * Listens to what the visitors of a run are told: once a number was called, nobody of the same lane with a lower
 * one is told to wait. A visitor who has been called once is no witness any more: who misses the call comes back.
 */
export function createOrderWatch() {
  const lanes = new Map<string, { at: number; number: number }[]>();
  const broken: OrderBroken[] = [];
  let judged = 0;

  /** Highest numbers called so far, each higher than those before it. */
  function called(lane: string, number: number, at: number): void {
    const peaks = lanes.get(lane) ?? [];
    lanes.set(lane, peaks);
    if (number > (peaks.at(-1)?.number ?? 0)) {
      peaks.push({ at, number });
    }
  }

  function waiting(lane: string, number: number, sentAt: number): void {
    judged += 1;
    const peak = lanes.get(lane)?.findLast(({ at }) => at <= sentAt - SLACK_MS);
    if (peak !== undefined && peak.number > number) {
      broken.push({ lane, number, behind: peak.number });
    }
  }

  return {
    /** The ear of one visitor. */
    listen() {
      let wasCalled = false;
      return ({ standing, sentAt, answeredAt }: Heard): void => {
        const { state, reason, lane, number } = standing;
        if (number === null || wasCalled) {
          return;
        }
        if (state === 'called' || state === 'active') {
          wasCalled = true;
          called(lane, number, answeredAt);
        } else if (state === 'waiting' && !HELD_UP.has(reason ?? '')) {
          waiting(lane, number, sentAt);
        }
      };
    },
    result: () => ({ judged, broken }),
  };
}
