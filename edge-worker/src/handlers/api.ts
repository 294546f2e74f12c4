import { REQUEST_ID_HEADER, WAITING_ROOM_HEADER } from '@frontrow/protocol';
import type { Admission } from '../gate/admission.ts';
import { refusedStanding, type Settled, type Standing, type Visit } from '../gate/standing.ts';
import type { Incoming } from '../incoming.ts';
import { badToken } from '../replies/bad-token.ts';
import { problemReply } from '../replies/problem-reply.ts';
import { refusedCall } from '../replies/room-replies.ts';
import { clearRoomCookies, handOut } from '../visitor/grants.ts';
import type { Forward, Forwarded, Passage } from './forward.ts';
import type { ObeyCommand } from './obey-command.ts';
import { ADMIN_BODY_BYTES, readBody, SHOP_BODY_BYTES } from './read-body.ts';

type Deps = { admission: Admission; forward: Forward; obeyCommand: ObeyCommand };

type Answered = Extract<Forwarded, { kind: 'answered' }>;

const AWAY_RETRY_SECONDS = 5;

/** The shop's API: guarded by a room, or open to everybody with a login. */
export function createApi({ admission, forward, obeyCommand }: Deps) {
  async function open(incoming: Incoming): Promise<Response> {
    const isAdmin = incoming.target.path.startsWith('/api/admin/');
    const maxBytes = isAdmin ? ADMIN_BODY_BYTES : SHOP_BODY_BYTES;
    const body = await readBody(incoming.request, maxBytes);
    const passage = { incoming, body, place: null, sessionToken: undefined };
    const forwarded = await forward.forward(passage);
    return forwarded.kind === 'answered'
      ? traced(forwarded.response, incoming)
      : originAway(incoming);
  }

  async function guarded(incoming: Incoming, visit: Visit): Promise<Response> {
    const response = await judged(incoming, visit);
    response.headers.set(WAITING_ROOM_HEADER, visit.room.id);
    return response;
  }

  async function judged(incoming: Incoming, visit: Visit): Promise<Response> {
    if (visit.visitor.hasBadToken) {
      return badToken(incoming, visit);
    }
    const settled = await admission.settle({ ...visit, mayJoin: false });
    const { kind } = settled.standing;
    if (kind !== 'called' && kind !== 'open') {
      return refuse(incoming, visit, settled);
    }
    const kept = mayHaveKept(incoming, visit, settled) ? forward.fromCache(incoming) : undefined;
    return kept === undefined ? pass(incoming, visit, settled) : traced(kept, incoming);
  }

  async function pass(incoming: Incoming, visit: Visit, settled: Settled): Promise<Response> {
    const place = settled.standing.kind === 'called' ? settled.standing.place : null;
    const { sessionToken } = visit.visitor;
    const body = await readBody(incoming.request, SHOP_BODY_BYTES);
    const passage = { incoming, body, place, sessionToken };
    const forwarded = await forward.forward(passage);
    const isLost = forwarded.kind === 'refused' && forwarded.reason === 'lost';
    return isLost && place !== null
      ? passAgain(passage, visit, await admission.restore(visit, place))
      : conclude(passage, visit, settled, await obeyCommand(passage, forwarded));
  }

  /** The room had lost this place and has it again: the request, refused before, did nothing yet. */
  async function passAgain(passage: Passage, visit: Visit, restored: Settled): Promise<Response> {
    if (restored.standing.kind !== 'called') {
      return refuse(passage.incoming, visit, restored);
    }
    const again = { ...passage, place: restored.standing.place };
    const forwarded = await obeyCommand(again, await forward.forward(again));
    return conclude(again, visit, restored, forwarded);
  }

  return { open, guarded };
}

function conclude(
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
  { visitor }: Visit,
  { grants }: Settled,
  { response, sessionToken, isOver }: Answered,
): Response {
  const reply = traced(response, incoming);
  if (isOver && visitor.transport === 'cookie') {
    clearRoomCookies(reply.headers);
    return reply;
  }
  handOut(
    reply.headers,
    sessionToken === undefined ? grants : { ...grants, sessionToken },
    visitor,
  );
  return reply;
}

function refuse(incoming: Incoming, { visitor }: Visit, settled: Settled): Response {
  const response = refusedCall(settled, incoming);
  handOut(response.headers, settled.grants, visitor);
  return response;
}

/** A kept reply is for those alone whose session the edge has verified itself and need not renew. */
function mayHaveKept({ request }: Incoming, { visitor }: Visit, { standing }: Settled): boolean {
  return (
    request.method === 'GET' && standing.kind === 'called' && visitor.session?.isYoung === true
  );
}

function traced(response: Response, { trace }: Incoming): Response {
  response.headers.set(REQUEST_ID_HEADER, trace.requestId);
  return response;
}

export function originAway({ trace }: Incoming): Response {
  return problemReply('origin_unavailable', {
    requestId: trace.requestId,
    retryAfterSeconds: AWAY_RETRY_SECONDS,
  });
}
