import {
  REQUEST_ID_HEADER,
  type CfWaitingRoom,
  type ProblemCode,
  type RoomStatus,
} from '@frontrow/protocol';
import { eventStatus } from '../gate/event-status.ts';
import {
  activeStatus,
  awayStatus,
  calledStatus,
  challengeStatus,
  openStatus,
  rejectingStatus,
  waitingStatus,
  type StandingStatus,
} from '../gate/room-status.ts';
import type { Room } from '../gate/rooms.ts';
import type { Settled, Standing } from '../gate/standing.ts';
import type { Incoming } from '../incoming.ts';
import { toCfWaitingRoom } from './cf-waiting-room.ts';
import { acceptsJson, preferredLanguage } from './negotiate.ts';
import { problemReply } from './problem-reply.ts';

/** How a visitor stands, in the words of the room's status, with the operator's in its language. */
export function statusOf({ standing, room }: Settled, { request }: Incoming): RoomStatus {
  const message = room.snapshot?.settings.message ?? null;
  const said =
    message === null ? null : (message[preferredLanguage(request.headers)] ?? message.text);
  const place = 'place' in standing ? standing.place : undefined;
  const { event, ticket, draw } = eventStatus(place, room.snapshot);
  return {
    ...standingStatus(standing, room, Math.random()),
    event,
    ticket,
    draw,
    message: said,
    sessionRenews: standing.kind === 'active' ? renews(room) : null,
    serverTime: new Date().toISOString(),
  };
}

/** Unknown while the room was never heard of. */
function renews({ snapshot }: Room): boolean | null {
  return snapshot === undefined ? null : !snapshot.settings.disable_session_renewal;
}

function standingStatus(standing: Standing, room: Room, random: number): StandingStatus {
  switch (standing.kind) {
    case 'open':
      return openStatus(room.id);
    case 'called':
      return calledStatus(room.id, standing.place);
    case 'active':
      return activeStatus(room.id, standing.place, standing.expiresAt);
    case 'challenge': {
      const mode = room.snapshot?.settings.turnstile_mode ?? 'off';
      return challengeStatus(room.id, { ...standing.turnstile, mode });
    }
    case 'waiting':
      return waitingStatus(room, standing, random);
    case 'refused':
      // Only the room that rejects says so; what passes soon is told like a room that cannot be asked.
      return standing.retryAfterSeconds === undefined
        ? rejectingStatus(room.id, random)
        : {
            ...awayStatus(room.id, undefined, random),
            nextPollSeconds: standing.retryAfterSeconds,
          };
    case 'away':
      return awayStatus(room.id, standing.place, random);
  }
}

/** 200 when the room has said all it can, 202 while the visitor waits or is yet to join, 503 while the room is away. */
export function statusCode({ kind }: Standing): number {
  if (kind === 'away') {
    return 503;
  }
  return kind === 'waiting' || kind === 'challenge' ? 202 : 200;
}

/** The answer to a room call: the status itself. */
export function statusReply(settled: Settled, incoming: Incoming): Response {
  const status = statusOf(settled, incoming);
  const { cfWaitingRoom } = cloudflareView(settled, status, incoming);
  const body = cfWaitingRoom === undefined ? status : { ...status, cfWaitingRoom };
  return json(body, settled.standing, status, incoming);
}

/**
 * The answer to an app that asked for a page of the shop while it must wait. 202 is one of the codes
 * that Cloudflare's product answers with, and tells caches and crawlers that this is not the page.
 */
export function heldPageReply(settled: Settled, incoming: Incoming): Response {
  const status = statusOf(settled, incoming);
  const body = { room: status, ...cloudflareView(settled, status, incoming) };
  return json(body, settled.standing, status, incoming);
}

/** Kept out for now, or for good by a room that rejects, but not for lack of a place. */
export function isHeld({ standing }: Settled): boolean {
  const { kind } = standing;
  return (
    kind === 'waiting' ||
    kind === 'challenge' ||
    kind === 'away' ||
    (kind === 'refused' && standing.code === 'room_rejecting')
  );
}

/** A shop request that must wait: the problem says why, and where the room can be asked. */
export function refusedCall(settled: Settled, incoming: Incoming): Response {
  const { standing, room } = settled;
  const status = statusOf(settled, incoming);
  const isFinal = standing.kind === 'refused' && standing.code !== 'room_rejecting';
  const retryAfterSeconds = retryAfter(standing) ?? (isFinal ? null : status.nextPollSeconds);
  return problemReply(refusalCode(standing), {
    requestId: incoming.trace.requestId,
    extra: {
      room: room.id,
      statusUrl: `/rooms/${room.id}/status`,
      joinUrl: `/rooms/${room.id}/join`,
      ...(isFinal ? {} : { reason: status.reason, standing: status }),
      ...cloudflareView(settled, status, incoming),
    },
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
  });
}

function retryAfter(standing: Standing): number | undefined {
  return standing.kind === 'refused' ? standing.retryAfterSeconds : undefined;
}

/** For apps that ask for JSON, and only while they are kept out: by its presence they tell. */
function cloudflareView(
  settled: Settled,
  status: RoomStatus,
  { request }: Incoming,
): { cfWaitingRoom?: CfWaitingRoom } {
  return isHeld(settled) && acceptsJson(request.headers)
    ? { cfWaitingRoom: toCfWaitingRoom(status, settled.room, Date.now()) }
    : {};
}

function json(body: unknown, standing: Standing, status: RoomStatus, { trace }: Incoming) {
  const code = statusCode(standing);
  // Plain: as `Headers` they would be made twice.
  const headers: Record<string, string> = {
    'cache-control': 'private, no-store',
    'content-type': 'application/json',
    'x-content-type-options': 'nosniff',
    [REQUEST_ID_HEADER]: trace.requestId,
  };
  if (code !== 200 && status.nextPollSeconds !== null) {
    headers['retry-after'] = String(Math.ceil(status.nextPollSeconds));
  }
  return new Response(JSON.stringify(body), { status: code, headers });
}

function refusalCode(standing: Standing): ProblemCode {
  if (standing.kind === 'refused') {
    return standing.code;
  }
  if (standing.kind === 'challenge') {
    return 'place_required';
  }
  return standing.kind === 'away' ? 'room_unavailable' : 'place_waiting';
}
