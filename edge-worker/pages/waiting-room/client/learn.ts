import type { RoomStatus } from '@frontrow/protocol';
import { isPlaceGone, type Answer } from './room-calls.ts';

/** What the page knows about its place, and what of it needs explaining. */
export type Knowledge = {
  /** The last told status, with the last known position where an answer has none. */
  status: RoomStatus;
  /** Answers in a row that were of no use. */
  failures: number;
  /** Polls for which a risen position was not shown. */
  heldBack: number;
  /** The shown position is higher than the one before, and the server gave no reason. */
  recounted: boolean;
};

/** An edge whose snapshot is a little older tells a higher position for a poll or two. */
const HOLD_BACK_POLLS = 2;
const AWAY: ReadonlySet<string> = new Set([
  'room_unavailable',
  'origin_unavailable',
  'database_unavailable',
  'shutting_down',
]);

export function learn(known: Knowledge, answer: Answer): Knowledge {
  if (answer.kind === 'status') {
    return learnStatus(known, answer.status);
  }
  if (answer.kind === 'refused' && answer.code === 'room_rejecting') {
    const nextPollSeconds = answer.retryAfterSeconds;
    return learned({ ...known.status, state: 'rejecting', reason: null, nextPollSeconds });
  }
  if (answer.kind === 'refused' && isAnswerAboutPlace(answer.code)) {
    return { ...known, failures: 0 };
  }
  const failures = known.failures + 1;
  if (answer.kind === 'refused' && AWAY.has(answer.code)) {
    const state = known.status.state === 'called' ? 'called' : 'waiting';
    return { ...known, status: { ...known.status, state, reason: 'unavailable' }, failures };
  }
  return { ...known, failures };
}

/** The room works and has spoken, though not with a status. */
function isAnswerAboutPlace(code: string): boolean {
  return code === 'place_waiting' || isPlaceGone(code);
}

function learnStatus(known: Knowledge, told: RoomStatus): Knowledge {
  const status = keepLastKnown(known.status, told);
  if (status.reason !== null || !hasRisen(known.status, status)) {
    const recounted = known.recounted && known.status.position === status.position;
    return { ...learned(status), recounted };
  }
  if (known.heldBack >= HOLD_BACK_POLLS) {
    return { ...learned(status), recounted: true };
  }
  const { position, ahead, progress } = known.status;
  return {
    ...learned({ ...status, position, ahead, progress }),
    heldBack: known.heldBack + 1,
    recounted: known.recounted,
  };
}

/** An edge that cannot read the room says less than it did before: what was known stays on the page. */
function keepLastKnown(known: RoomStatus, told: RoomStatus): RoomStatus {
  if (told.state === 'called' && told.reason === null && known.reason === 'full') {
    // Whether the door is still full only entering can tell; until then "you are next" stays.
    return { ...told, reason: 'full' };
  }
  if (told.state !== 'waiting') {
    return told;
  }
  if (known.number === null) {
    return keepTicket(known, told);
  }
  // A ticket is no loss of the number: the room draws anew.
  if (told.number === null && told.ticket !== null) {
    return told;
  }
  if (told.number === null) {
    const { reason, nextPollSeconds } = told;
    return { ...known, state: 'waiting', reason: reason ?? 'unavailable', nextPollSeconds };
  }
  if (told.position !== null || told.number !== known.number) {
    return told;
  }
  const { position, ahead, waiting, progress } = known;
  return { ...told, position, ahead, waiting, progress };
}

/** Of a ticket that is being restored the room may say no more than that something is kept. */
function keepTicket({ ticket, draw, event }: RoomStatus, told: RoomStatus): RoomStatus {
  return ticket !== null && told.ticket === null && told.number === null
    ? { ...told, ticket, draw, event }
    : told;
}

function learned(status: RoomStatus): Knowledge {
  return { status, failures: 0, heldBack: 0, recounted: false };
}

/** Only under the same number: a new number is a new place. */
function hasRisen(before: RoomStatus, after: RoomStatus): boolean {
  return (
    after.state === 'waiting' &&
    before.number === after.number &&
    before.position !== null &&
    after.position !== null &&
    after.position > before.position
  );
}
