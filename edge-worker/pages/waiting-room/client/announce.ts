import { roundedMinutes } from '../format-wait.ts';

export type Announceable = {
  /** Situation and notice: a change is always worth saying. */
  what: string;
  position: number | null;
  etaSeconds: number | null;
};

type Announcement = 'everything' | 'progress' | 'nothing';

const QUIET_MS = 30_000;

/** Whether a screen reader should speak up: at a new situation, or when position or wait changed by about half. */
export function chooseAnnouncement(
  said: Announceable,
  now: Announceable,
  sinceLastMs: number,
): Announcement {
  if (said.what !== now.what) {
    return 'everything';
  }
  const changed = step(said.position) !== step(now.position) || waitStep(said) !== waitStep(now);
  return changed && now.position !== null && sinceLastMs >= QUIET_MS ? 'progress' : 'nothing';
}

function waitStep({ etaSeconds }: Announceable): number | null {
  return etaSeconds === null ? null : step(roundedMinutes(etaSeconds));
}

/** Exact up to three, then steps of half as much again. */
function step(count: number | null): number | null {
  return count === null || count <= 3 ? count : 3 + Math.round(Math.log(count / 3) / Math.log(1.5));
}
