import { MAX_SNAPSHOT_AGE_MS } from './decide.ts';

const NEVER = Number.NEGATIVE_INFINITY;
const FRESH_MS = 1000;
/** A refresh whose request was cancelled never reports back: after this another one may start. */
const REFRESH_LEASE_MS = 2000;
/** With requests coming no value grows so old while the origin answers, not even where a refresh was cancelled. */
const IDLE_MS = 5000;

/** How old the snapshots of an isolate are, and whether its requests may go on with them. */
export function createFreshness(now: () => number) {
  /** When the last answer, and the last that did not come, were asked for. */
  let heardAt = NEVER;
  let failedAt = NEVER;
  let refreshFrom = NEVER;
  /** When an answer was lost that did not decide. */
  let lostAt = NEVER;
  /** The refresh that is under way began after a time without requests. */
  let isFirstSinceIdle = false;

  const hasNothing = () => now() - Math.max(heardAt, failedAt) > MAX_SNAPSHOT_AGE_MS;
  const wasIdle = () => isFirstSinceIdle && failedAt < heardAt;
  const canGoOn = () => !hasNothing() && !wasIdle();

  return {
    ageMs: () => now() - heardAt,

    /** Requests may go on with what is known. */
    canGoOn,

    /** One of them is to ask. */
    isDue: () => now() >= refreshFrom,

    /** What was asked for from then on has come, or has not. */
    isDecidedSince: (since: number) => heardAt >= since || failedAt >= since,

    /** Returns when: what is heard is as old as its question. */
    asks(): number {
      const askedAt = now();
      refreshFrom = askedAt + REFRESH_LEASE_MS;
      isFirstSinceIdle = askedAt - heardAt > IDLE_MS;
      return askedAt;
    },

    heard(askedAt: number): void {
      heardAt = Math.max(heardAt, askedAt);
      refreshFrom = heardAt + FRESH_MS;
      isFirstSinceIdle = false;
    },

    /** False where nothing is decided: one lost answer is not enough where nobody has anything to go on with. */
    failed(askedAt: number): boolean {
      if (!canGoOn() && now() - lostAt > IDLE_MS) {
        lostAt = now();
        return false;
      }
      failedAt = Math.max(failedAt, askedAt);
      // The next try comes a second from now, not with every poll that arrives meanwhile.
      refreshFrom = now() + FRESH_MS;
      return true;
    },
  };
}
