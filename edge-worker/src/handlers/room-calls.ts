import type { KeyRing } from '@frontrow/protocol';
import type { CodeCall, CodeCalls } from '../codes/code-calls.ts';
import type { Admission } from '../gate/admission.ts';
import type { Enter } from '../gate/enter.ts';
import type { Settled, Visit } from '../gate/standing.ts';
import type { Incoming } from '../incoming.ts';
import type { RoomClient } from '../origin/room-client.ts';
import type { RoomCall } from '../paths/classify.ts';
import { badToken } from '../replies/bad-token.ts';
import { acceptsJson } from '../replies/negotiate.ts';
import { problemReply } from '../replies/problem-reply.ts';
import { refusedCall, statusReply } from '../replies/room-replies.ts';
import { clearRoomCookies, handOut } from '../visitor/grants.ts';
import { readJoinCall } from '../visitor/join-request.ts';
import type { Session } from '../visitor/visitor.ts';
import type { SessionCall } from './session-call.ts';

type Deps = {
  admission: Admission;
  enter: Enter;
  rooms: RoomClient;
  placeKeys: KeyRing;
  codeCalls: CodeCalls;
  sessionCall: SessionCall;
};

const LEAVE_RETRY_SECONDS = 5;

/** The calls of the waiting page and of apps: `/rooms/:room/{status,session,join,enter,leave,code,recovery,recovery/claim}`. */
export function createRoomCalls({ admission, enter, rooms, placeKeys, ...more }: Deps) {
  /** Answered from the tokens and the snapshot: a waiting visitor's poll costs the origin nothing. */
  async function status(incoming: Incoming, visit: Visit): Promise<Response> {
    const settled = await admission.settle({ ...visit, mayJoin: false });
    return answer(incoming, visit, withSession(settled, visit.visitor.session));
  }

  /** A place, or the one that the visitor already has. */
  async function join(incoming: Incoming, visit: Visit): Promise<Response> {
    const said = await readJoinCall(incoming.request, visit.room.id, placeKeys);
    const join = { request: incoming.request, ...said };
    const settled = await admission.settle({ ...visit, mayJoin: true, join });
    return answer(incoming, visit, withSession(settled, visit.visitor.session));
  }

  async function enterNow(incoming: Incoming, visit: Visit): Promise<Response> {
    const staying = { ...visit, mayJoin: false };
    const settled = await admission.settle(staying);
    const { standing } = settled;
    const final =
      standing.kind === 'called' ? await enter(staying, { ...settled, standing }) : settled;
    const response = answer(incoming, visit, final);
    // The visitor asked for exactly this place: it can be forgotten, and the next join is a new one.
    if (isEnded(final) && visit.visitor.transport === 'cookie') {
      clearRoomCookies(response.headers, visit.room.id);
    }
    return response;
  }

  const calls = {
    status,
    session: answered(more.sessionCall),
    join,
    enter: enterNow,
    leave: createLeave(rooms),
    code: answered(more.codeCalls.code),
    recovery: answered(more.codeCalls.recovery),
    'recovery/claim': answered(more.codeCalls['recovery/claim']),
  } satisfies Record<RoomCall, unknown>;

  return async function roomCall(
    call: RoomCall,
    incoming: Incoming,
    visit: Visit,
  ): Promise<Response> {
    const { headers, method } = incoming.request;
    if (method === 'POST' && headers.get('sec-fetch-site') === 'cross-site') {
      return problemReply('cross_site', { requestId: incoming.trace.requestId });
    }
    return visit.visitor.hasBadToken && !replacesToken(call, visit)
      ? badToken(incoming, visit)
      : calls[call](incoming, visit);
  };
}

function answer(incoming: Incoming, { visitor }: Visit, settled: Settled): Response {
  const { request } = incoming;
  const response = isReport(settled, request)
    ? statusReply(settled, incoming)
    : refusedCall(settled, incoming);
  if (Object.keys(settled.grants).length === 0) {
    return response;
  }
  const { transport } = visitor;
  const wantsHeader = request.method === 'POST' && acceptsJson(request.headers);
  handOut(response.headers, settled.grants, { transport, wantsHeader });
  return response;
}

function createLeave(rooms: RoomClient) {
  return async function leave({ trace }: Incoming, { visitor, room }: Visit): Promise<Response> {
    const { requestId } = trace;
    if (visitor.place !== undefined && !(await rooms.end('leave', trace, visitor.place))) {
      return problemReply('room_unavailable', {
        requestId,
        retryAfterSeconds: LEAVE_RETRY_SECONDS,
      });
    }
    const headers = new Headers({ 'cache-control': 'private, no-store' });
    clearRoomCookies(headers, room.id);
    return new Response(null, { status: 204, headers });
  };
}

function answered(call: CodeCall | SessionCall) {
  return async (incoming: Incoming, visit: Visit): Promise<Response> => {
    const outcome = await call(incoming, visit);
    return outcome instanceof Response ? outcome : answer(incoming, visit, outcome);
  };
}

/** A refusal is a problem, but to a poll a room that takes nobody is a state like others. */
function isReport({ standing }: Settled, { method }: Request): boolean {
  return standing.kind !== 'refused' || (standing.code === 'room_rejecting' && method !== 'POST');
}

/** Leaving drops a bad token; joining with a bad cookie, or claiming a place, gives a new one. */
function replacesToken(call: RoomCall, { visitor }: Visit): boolean {
  const isGivenOne = call === 'join' || call === 'recovery/claim';
  return call === 'leave' || (isGivenOne && visitor.transport === 'cookie');
}

function isEnded({ standing }: Settled): boolean {
  return standing.kind === 'refused' && standing.code === 'place_ended';
}

/** A called place with a valid session is inside, as far as the edge can know. */
function withSession(settled: Settled, session: Session | undefined): Settled {
  const { standing } = settled;
  if (standing.kind !== 'called' || session === undefined) {
    return settled;
  }
  const { place } = standing;
  const expiresAt = session.expiresAt.toISOString();
  return { ...settled, standing: { kind: 'active', place, expiresAt } };
}
