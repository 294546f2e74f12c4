import type { RoomStatus } from '@frontrow/protocol';
import type { Departure } from './reload-guard.ts';
import { isPlaceGone, type Answer } from './room-calls.ts';

export type Step =
  /**
   * Ask the room again. `soonestSeconds` after the last answer is allowed when the visitor comes
   * back to the tab or goes online; it is what the server told and never less.
   */
  | { do: 'status' | 'enter'; afterSeconds: number; soonestSeconds: number }
  | { do: Departure; afterSeconds: number }
  /** The browser keeps no cookies: asking again helps nobody. */
  | { do: 'give_up' }
  | { do: 'rest' };

export type Moment = {
  /** Where the answer came from: the page as served, or the call that was made. */
  asked: 'page' | 'status' | 'enter';
  /** What the room told last, this answer included. */
  told: RoomStatus;
  /** Answers in a row that were of no use, this one included. */
  failures: number;
  hidden: boolean;
  /** From the reload guard. */
  hasReloaded: boolean;
  pauseSeconds: number;
  /** 0 to 1, chance: keeps a crowd from returning all at once after a failure. */
  random: number;
};

const FALLBACK_SECONDS = 5;
const LONGEST_SECONDS = 600;
const LONGEST_BACKOFF_SECONDS = 60;
const LONGEST_HIDDEN_SECONDS = 30;
/** So near the front a hidden tab must notice its turn as fast as a visible one. */
const NEAR_SECONDS = 120;

/** What to do after an answer: no clock, no network, no page. */
export function nextStep(answer: Answer, moment: Moment): Step {
  if (answer.kind === 'status') {
    return stepAfterStatus(answer.status, moment);
  }
  if (answer.kind === 'refused') {
    return stepAfterRefusal(answer.code, answer.retryAfterSeconds, moment);
  }
  return tryAgain(answer.retryAfterSeconds, moment);
}

function stepAfterStatus(status: RoomStatus, moment: Moment): Step {
  switch (status.state) {
    case 'active':
    case 'open':
      return { do: 'go', afterSeconds: moment.pauseSeconds };
    case 'challenge':
      // A page served without the check may not load it: its policy names no other origin.
      return moment.asked === 'page'
        ? { do: 'rest' }
        : { do: 'reload', afterSeconds: moment.pauseSeconds };
    case 'called':
      return hasJustTriedToEnter(status, moment) ? askAfterTold('enter', moment) : enterNow;
    case 'rejecting':
      return status.nextPollSeconds === null ? { do: 'rest' } : askAfterTold('status', moment);
    default:
      return askAfterTold(isAtTheDoor(status) ? 'enter' : 'status', moment);
  }
}

const enterNow: Step = { do: 'enter', afterSeconds: 0, soonestSeconds: 0 };

/** Its turn has come and the shop was full: the next thing to ask is to enter, not how the line moves. */
function isAtTheDoor({ reason, position }: RoomStatus): boolean {
  return reason === 'full' && position === 1;
}

/** A page served with a reason was served because entering had just failed. */
function hasJustTriedToEnter({ reason }: RoomStatus, { asked }: Moment): boolean {
  return asked === 'enter' || (reason !== null && (asked === 'page' || reason !== 'full'));
}

function stepAfterRefusal(code: string, retryAfterSeconds: number | null, moment: Moment): Step {
  if (isPlaceGone(code)) {
    const cookieIsNotKept =
      code !== 'place_ended' && moment.told.number !== null && moment.hasReloaded;
    return cookieIsNotKept
      ? { do: 'give_up' }
      : { do: 'reload', afterSeconds: moment.pauseSeconds };
  }
  if (code === 'room_rejecting') {
    return retryAfterSeconds === null ? { do: 'rest' } : askAfterTold('status', moment);
  }
  if (code === 'place_waiting') {
    return askAfterTold('status', moment);
  }
  return tryAgain(retryAfterSeconds, moment);
}

function askAfterTold(what: 'status' | 'enter', { told, hidden }: Moment): Step {
  const seconds = toldSeconds(told);
  const patient = hidden && !isNear(told);
  return {
    do: what,
    afterSeconds: patient
      ? Math.max(seconds, Math.min(2 * seconds, LONGEST_HIDDEN_SECONDS))
      : seconds,
    soonestSeconds: seconds,
  };
}

/** Doubles from the told interval up to a minute, ±25 %, and never sooner than the server asked. */
function tryAgain(retryAfterSeconds: number | null, { told, failures, random }: Moment): Step {
  const soonestSeconds = Math.max(toldSeconds(told), retryAfterSeconds ?? 0);
  const doubled = soonestSeconds * 2 ** Math.min(Math.max(failures - 1, 0), 10);
  const spread = Math.min(doubled, LONGEST_BACKOFF_SECONDS) * (0.75 + random / 2);
  return {
    do: 'status',
    afterSeconds: Math.max(soonestSeconds, spread),
    soonestSeconds,
  };
}

/** The server's interval, already jittered; bounded in case it makes no sense. */
function toldSeconds({ nextPollSeconds }: RoomStatus): number {
  return Math.min(Math.max(nextPollSeconds ?? FALLBACK_SECONDS, 1), LONGEST_SECONDS);
}

function isNear(status: RoomStatus): boolean {
  const { state, etaSeconds } = status;
  return (
    state === 'called' || isAtTheDoor(status) || (etaSeconds !== null && etaSeconds <= NEAR_SECONDS)
  );
}
