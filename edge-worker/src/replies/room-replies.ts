import { REQUEST_ID_HEADER, type ProblemCode, type RoomStatus } from '@frontrow/protocol';
import {
  activeStatus,
  awayStatus,
  calledStatus,
  openStatus,
  rejectingStatus,
  waitingStatus,
} from '../gate/room-status.ts';
import type { Room } from '../gate/rooms.ts';
import type { Settled, Standing } from '../gate/standing.ts';
import { problemReply } from './problem-reply.ts';

/** How a visitor stands, in the words of the room's status. */
export function statusOf(standing: Standing, room: Room, random: number): RoomStatus {
  switch (standing.kind) {
    case 'open':
      return openStatus(room.id);
    case 'called':
      return calledStatus(room.id, standing.place);
    case 'active':
      return activeStatus(room.id, standing.place, standing.expiresAt);
    case 'waiting':
      return waitingStatus(room, standing, random);
    case 'refused':
      return rejectingStatus(room.id, random);
    case 'away':
      return awayStatus(room.id, standing.place, random);
  }
}

/** 200 when the room has said all it can, 202 while the visitor waits, 503 while the room is away. */
export function statusCode({ kind }: Standing): number {
  if (kind === 'away') {
    return 503;
  }
  return kind === 'waiting' ? 202 : 200;
}

export function statusReply({ standing, room }: Settled, requestId: string): Response {
  const status = statusOf(standing, room, Math.random());
  const headers = new Headers({
    'cache-control': 'private, no-store',
    'content-type': 'application/json',
    'x-content-type-options': 'nosniff',
    [REQUEST_ID_HEADER]: requestId,
  });
  const code = statusCode(standing);
  if (code !== 200 && status.nextPollSeconds !== null) {
    headers.set('retry-after', String(Math.ceil(status.nextPollSeconds)));
  }
  return new Response(JSON.stringify(status), { status: code, headers });
}

/** A shop request that must wait: the problem says why, and where the room can be asked. */
export function refusedCall({ standing, room }: Settled, requestId: string): Response {
  const status = statusOf(standing, room, Math.random());
  const isFinal = standing.kind === 'refused' && standing.code !== 'room_rejecting';
  return problemReply(refusalCode(standing), {
    requestId,
    extra: {
      room: room.id,
      statusUrl: `/rooms/${room.id}/status`,
      joinUrl: `/rooms/${room.id}/join`,
      ...(isFinal ? {} : { reason: status.reason, standing: status }),
    },
    ...(isFinal || status.nextPollSeconds === null
      ? {}
      : { retryAfterSeconds: status.nextPollSeconds }),
  });
}

function refusalCode(standing: Standing): ProblemCode {
  if (standing.kind === 'refused') {
    return standing.code;
  }
  return standing.kind === 'away' ? 'room_unavailable' : 'place_waiting';
}
