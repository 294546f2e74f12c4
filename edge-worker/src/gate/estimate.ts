import type { Lane, RoomSnapshot } from '@frontrow/protocol';

/** Seconds until a visitor enters: half are in by the first, 9 of 10 by the second. */
export type Estimate = { likelySeconds: number; latestSeconds: number };

const WINDOW_SECONDS = 10;
const WINDOWS = 6;
/** The normal distribution's 90th percentile. */
const Z90 = 1.2816;

/**
 * The wait behind `ahead` numbers of a lane; undefined where nobody entered in the last minute, since nothing
 * honest can be said then.
 *
 * n entries at a measured rate take n / rate on average. Entries are counted, not numbers: of those called only
 * the measured share comes. What spreads it is counting noise (variance D·n, with the index of dispersion D taken from
 * the last minute's windows) and not knowing the rate better than those windows do; both are added as relative
 * errors of the first order (delta method).
 */
export function estimateWait(
  ahead: number,
  lane: Lane,
  snapshot: RoomSnapshot,
): Estimate | undefined {
  const rate = entriesPerSecond(snapshot);
  if (rate === 0) {
    return undefined;
  }
  const { variance, showUp, claimDelayMs } = snapshot.flow;
  const entries = Math.max(1, callsUntil(ahead, lane, snapshot) * showUp);
  const dispersion = Math.max(1, (variance * WINDOW_SECONDS) / rate);
  const relativeError = Math.sqrt(dispersion / entries + variance / (WINDOWS * rate ** 2));
  const wait = entries / rate;
  const comingSeconds = claimDelayMs / 1000;
  return {
    likelySeconds: Math.ceil(wait + comingSeconds),
    latestSeconds: Math.ceil(wait * (1 + Z90 * relativeError) + 2 * comingSeconds),
  };
}

function entriesPerSecond({ flow, entriesLastMinute }: RoomSnapshot): number {
  return flow.entriesPerSecond > 0 ? flow.entriesPerSecond : entriesLastMinute / 60;
}

/** Calls of both lanes until this visitor's: the other lane gets its share of them for as long as it has visitors. */
function callsUntil(
  ahead: number,
  lane: Lane,
  { settings, priority, waiting }: RoomSnapshot,
): number {
  const own = ahead + 1;
  const share = settings.priority_share / 100;
  const [inOther, othersPerOwn] =
    lane === 'priority'
      ? [waiting - priority.waiting, (1 - share) / share]
      : [priority.waiting, share / (1 - share)];
  return own + Math.min(Math.max(0, inOther), own * othersPerOwn);
}
