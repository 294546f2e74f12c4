import type { RoomStatus } from '../room-status.ts';
import type { Answer } from './read-answer.ts';

/** What to ask next, and when. */
export type Step = {
  call: 'join' | 'status' | 'enter';
  pauseSeconds: number;
  /** The interval that the room told last. */
  toldSeconds: number;
  /** Answers in a row that were of no use. */
  failures: number;
};

const FALLBACK_SECONDS = 5;
const LONGEST_BACKOFF_SECONDS = 60;

/** Joining gives a place, or shows the one that the visitor has. */
export const FIRST_STEP: Step = {
  call: 'join',
  pauseSeconds: 0,
  toldSeconds: FALLBACK_SECONDS,
  failures: 0,
};

/** `random` is in [0, 1): it keeps a crowd from coming back all at once after a failure. */
export function nextStep(step: Step, answer: Answer, random: number): Step {
  if (answer.kind === 'status') {
    return afterStatus(step, answer.status);
  }
  const failures = step.failures + 1;
  if (answer.kind === 'gone') {
    // Replaced at once; when the new one is gone too, something is wrong.
    const pauseSeconds = failures === 1 ? 0 : backoffSeconds(step.toldSeconds, failures, random);
    return { ...step, call: 'join', pauseSeconds, failures };
  }
  const pauseSeconds = Math.max(
    answer.retryAfterSeconds,
    backoffSeconds(step.toldSeconds, failures, random),
  );
  return { ...step, pauseSeconds, failures };
}

function afterStatus(step: Step, status: RoomStatus): Step {
  if (status.state === 'challenge') {
    // Joined again at once, with the proof that was asked for.
    return FIRST_STEP;
  }
  const toldSeconds = status.nextPollSeconds ?? FALLBACK_SECONDS;
  const mayEnter = status.state === 'called' || status.state === 'active';
  const mayAsk = mayEnter || isAtTheDoor(status) ? 'enter' : 'status';
  return {
    call: hasNoPlace(status) ? 'join' : mayAsk,
    pauseSeconds: mayEnter && step.call !== 'enter' ? 0 : toldSeconds,
    toldSeconds,
    // A place that a join has given may be gone as soon as it is shown: only what comes of it tells.
    failures: step.call === 'join' ? step.failures : 0,
  };
}

/** Nothing came back, or nothing from the room itself: it may have heard, and given a place all the same. */
export function isUnheard(answer: Answer): boolean {
  return answer.kind === 'silence' || (answer.kind === 'status' && hasNoPlace(answer.status));
}

/** The edge could not ask the room: polls would not get a place either. */
function hasNoPlace({ reason }: RoomStatus): boolean {
  return reason === 'unavailable';
}

/** Called before, while the shop was full: its turn is kept, and what is left is to enter. */
function isAtTheDoor({ reason, position }: RoomStatus): boolean {
  return reason === 'full' && position === 1;
}

/** Doubles up to a minute, ±25 %. */
function backoffSeconds(toldSeconds: number, failures: number, random: number): number {
  const doubled = toldSeconds * 2 ** Math.min(failures - 1, 10);
  return Math.min(doubled, LONGEST_BACKOFF_SECONDS) * (0.75 + random / 2);
}
