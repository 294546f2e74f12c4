import type { RoomReason, RoomStatus } from '@frontrow/protocol';
import type { LaterReason } from '../strings/words.ts';

/** The estimate that the visitor was shown, as times: it may come true earlier, never later without a reason. */
export type Estimate = {
  number: number | null;
  soonestAtMs: number;
  latestAtMs: number;
  /** Polls for which a later estimate was not shown. */
  heldBack: number;
  /** What the room said last of why it does not just move, since this estimate was shown. */
  cause: RoomReason | null;
  later: LaterReason | null;
  laterAtMs: number;
};

/** So long the reason stays on the page, for those who look seldom. */
const SHOW_REASON_MS = 120_000;
/** What estimates vary by from poll to poll: no reason to tell anybody. */
const USUAL_SHARE = 1.1;
const USUAL_MS = 30_000;
const HOLD_BACK_POLLS = 2;

const REASONS: readonly (LaterReason | RoomReason)[] = [
  'paused',
  'full',
  'holding_place',
  'unavailable',
  'slow_shop',
  'few_seats',
  'slower',
];

type Now = { told: RoomStatus; nowMs: number };
type Kept = { status: RoomStatus; estimate: Estimate | undefined };

/** The status with the estimate to show: what is left of the one before, unless there is a reason to give. */
export function keepEstimate(before: Estimate | undefined, told: RoomStatus, nowMs: number): Kept {
  if (told.etaSeconds === null || told.number === null) {
    const cause = told.reason ?? before?.cause ?? null;
    return { status: told, estimate: before === undefined ? undefined : { ...before, cause } };
  }
  const after = readEstimate(told, told.etaSeconds, nowMs);
  if (before === undefined || before.number !== told.number) {
    return { status: told, estimate: after };
  }
  if (!isLater(after, before, nowMs)) {
    const { later, laterAtMs } = before;
    const isFresh = later !== null && nowMs - laterAtMs < SHOW_REASON_MS;
    return { status: told, estimate: isFresh ? { ...after, later, laterAtMs } : after };
  }
  return becomesLater(before, after, { told, nowMs });
}

function becomesLater(before: Estimate, after: Estimate, now: Now): Kept {
  const { told, nowMs } = now;
  const cause = told.reason ?? before.cause;
  const reason = REASONS.find((known): known is LaterReason => known === cause);
  if (isUsual(after, before, nowMs)) {
    return { status: shown(before, after, now), estimate: { ...earlier(before, after), cause } };
  }
  if (reason === undefined && before.heldBack < HOLD_BACK_POLLS) {
    const estimate = { ...earlier(before, after), cause, heldBack: before.heldBack + 1 };
    return { status: shown(before, after, now), estimate };
  }
  return { status: told, estimate: { ...after, later: reason ?? 'other', laterAtMs: nowMs } };
}

function readEstimate(told: RoomStatus, etaSeconds: number, nowMs: number): Estimate {
  const latestSeconds = Math.max(etaSeconds, told.etaLatestSeconds ?? etaSeconds);
  return {
    number: told.number,
    soonestAtMs: nowMs + etaSeconds * 1000,
    latestAtMs: nowMs + latestSeconds * 1000,
    heldBack: 0,
    cause: null,
    later: null,
    laterAtMs: 0,
  };
}

function isLater(after: Estimate, before: Estimate, nowMs: number): boolean {
  return (
    after.soonestAtMs > Math.max(before.soonestAtMs, nowMs) ||
    after.latestAtMs > Math.max(before.latestAtMs, nowMs)
  );
}

function isUsual(after: Estimate, before: Estimate, nowMs: number): boolean {
  const left = Math.max(0, before.latestAtMs - nowMs);
  return after.latestAtMs - nowMs <= left * USUAL_SHARE + USUAL_MS;
}

/** What was shown before, or what is told now where that is earlier, bound by bound. */
function earlier(before: Estimate, after: Estimate): Estimate {
  return {
    ...before,
    soonestAtMs: Math.min(before.soonestAtMs, after.soonestAtMs),
    latestAtMs: Math.min(before.latestAtMs, after.latestAtMs),
  };
}

function shown(before: Estimate, after: Estimate, { told, nowMs }: Now): RoomStatus {
  const { soonestAtMs, latestAtMs } = earlier(before, after);
  const left = (atMs: number) => Math.max(0, Math.round((atMs - nowMs) / 1000));
  return { ...told, etaSeconds: left(soonestAtMs), etaLatestSeconds: left(latestAtMs) };
}
