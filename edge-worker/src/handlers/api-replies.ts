import { REQUEST_ID_HEADER } from '@frontrow/protocol';
import { refusedStanding, type Settled, type Standing, type Visit } from '../gate/standing.ts';
import type { Incoming } from '../incoming.ts';
import { problemReply } from '../replies/problem-reply.ts';
import { refusedCall } from '../replies/room-replies.ts';
import { bringsTokens, clearRoomCookies, handOut } from '../visitor/grants.ts';
import type { Forwarded, Passage } from './forward.ts';

type Answered = Extract<Forwarded, { kind: 'answered' }>;

const AWAY_RETRY_SECONDS = 5;

/** What becomes of a request that was handed on. */
export function conclude(
  { incoming, place }: Passage,
  visit: Visit,
  settled: Settled,
  forwarded: Forwarded,
): Response {
  if (forwarded.kind === 'away') {
    return originAway(incoming);
  }
  if (forwarded.kind === 'refused') {
    const standing: Standing =
      place === null
        ? { kind: 'refused', code: 'place_required' }
        : refusedStanding(forwarded.reason, place);
    return refuse(incoming, visit, { ...settled, standing });
  }
  return answered(incoming, visit, settled, forwarded);
}

/** The shop's answer, with what the visitor's browser is to keep or to forget. */
export function answered(
  incoming: Incoming,
  { visitor, room }: Visit,
  { grants }: Settled,
  { response, sessionToken, isOver }: Answered,
): Response {
  const reply = traced(response, incoming);
  if (isOver && visitor.transport === 'cookie') {
    clearRoomCookies(reply.headers, room.id);
    return reply;
  }
  handOut(
    reply.headers,
    sessionToken === undefined ? grants : { ...grants, sessionToken },
    visitor,
  );
  return reply;
}

/**
 * What the origin calls public is so for this edge alone: a cache on the way to the visitor would give it to people whom
 * no room has let in. And no cache gets a visitor's tokens, which it might bring back when there are newer ones.
 */
export function keepFromOthers(reply: Headers): void {
  const control = reply.get('cache-control');
  if (bringsTokens(reply)) {
    reply.set('cache-control', 'private, no-store');
  } else if (control !== null) {
    reply.set('cache-control', control.replace(/\bpublic\b/i, 'private'));
  }
}

/** Kept out: the problem says why, and where the room can be asked. */
export function refuse(incoming: Incoming, { visitor }: Visit, settled: Settled): Response {
  const response = refusedCall(settled, incoming);
  handOut(response.headers, settled.grants, visitor);
  return response;
}

export function traced(response: Response, { trace }: Incoming): Response {
  response.headers.set(REQUEST_ID_HEADER, trace.requestId);
  return response;
}

export function originAway({ trace }: Incoming): Response {
  return problemReply('origin_unavailable', {
    requestId: trace.requestId,
    retryAfterSeconds: AWAY_RETRY_SECONDS,
  });
}
