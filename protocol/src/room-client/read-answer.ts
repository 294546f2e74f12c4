import { AppError, problemDetails, PROBLEMS, type ProblemCode } from '../errors.ts';
import { roomReason, roomStatus, type RoomStatus } from '../room-status.ts';
import { lane } from '../ticket.ts';

/** What a room call came back with; a refusal for good is thrown instead. */
export type Answer =
  | { kind: 'status'; status: RoomStatus }
  /** The place is no longer worth anything: a new one is needed. */
  | { kind: 'gone' }
  /** Nothing to go by: cut off, too many requests, or something is down. */
  | { kind: 'silence'; retryAfterSeconds: number };

/** An app outlives many versions of the server: what it does not know, or is not told, is null. */
const toldStatus = roomStatus.extend({
  reason: roomReason.nullable().catch(null),
  lane: lane.catch('main'),
});
const UNTOLD = Object.fromEntries(Object.keys(roomStatus.shape).map((name) => [name, null]));

const GONE: ReadonlySet<string> = new Set(['place_required', 'place_ended', 'place_invalid']);

/** Throws an `AppError` when the room takes nobody, or asking again would not help. */
export function readAnswer({ headers, status: httpStatus }: Response, text: string): Answer {
  const body = readJson(text);
  const status = toldStatus.safeParse({ ...UNTOLD, ...Object(body) }).data;
  if (status !== undefined) {
    return readStatus(status);
  }
  const retryAfterSeconds = Number(headers.get('retry-after') ?? 0) || 0;
  const { code = '', detail } = problemDetails.safeParse(body).data ?? {};
  if (GONE.has(code)) {
    return { kind: 'gone' };
  }
  // What is not a problem of ours was said by something in between, and may pass.
  if (httpStatus === 429 || httpStatus >= 500 || !isProblemCode(code)) {
    return { kind: 'silence', retryAfterSeconds };
  }
  throw refusal(code, detail, retryAfterSeconds);
}

function readStatus(status: RoomStatus): Answer {
  if (status.state === 'rejecting') {
    throw refusal('room_rejecting', undefined, status.nextPollSeconds ?? 0);
  }
  return { kind: 'status', status };
}

function refusal(
  code: ProblemCode,
  detail: string = PROBLEMS[code][1],
  retryAfterSeconds = 0,
): AppError {
  return new AppError(code, detail, retryAfterSeconds > 0 ? { retryAfterSeconds } : {});
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page, for instance: nothing to go by.
    return undefined;
  }
}
