import {
  MAIN_ROOM,
  PLACE_LIFETIME_SECONDS,
  placeCookie,
  sessionCookie,
  WAITING_ROOM_SESSION_HEADER,
  WAITING_ROOM_TOKEN_HEADER,
} from '@frontrow/protocol';
import { decodeJwt } from 'jose';
import { clearedCookie, hostCookie } from './cookies.ts';
import type { Visitor } from './visitor.ts';

/** Tokens that an answer hands out. */
export type Grants = { placeToken?: string; sessionToken?: string };

type Carrier = {
  transport: Visitor['transport'];
  /** An app without a place yet: it gets the token in the header too. */
  wantsHeader?: boolean;
};

/** Puts tokens where the visitor keeps them: cookies of a browser, one of each a room, headers of an app. */
export function handOut(reply: Headers, grants: Grants, carrier: Carrier): void {
  const { placeToken, sessionToken } = grants;
  const byHeader = carrier.transport === 'header' || carrier.wantsHeader === true;
  if (placeToken !== undefined) {
    if (byHeader) {
      reply.set(WAITING_ROOM_TOKEN_HEADER, placeToken);
    }
    if (carrier.transport === 'cookie') {
      const name = placeCookie(roomOf(placeToken));
      reply.append('set-cookie', hostCookie(name, placeToken, PLACE_LIFETIME_SECONDS));
    }
  }
  if (sessionToken === undefined) {
    return;
  }
  if (byHeader) {
    reply.set(WAITING_ROOM_SESSION_HEADER, sessionToken);
  }
  if (carrier.transport === 'cookie') {
    const name = sessionCookie(roomOf(sessionToken));
    reply.append('set-cookie', hostCookie(name, sessionToken, secondsLeft(sessionToken)));
  }
}

export function bringsTokens(reply: Headers): boolean {
  return ['set-cookie', WAITING_ROOM_TOKEN_HEADER, WAITING_ROOM_SESSION_HEADER].some((name) =>
    reply.has(name),
  );
}

/** Forgets the place and the session that a browser has in a room. */
export function clearRoomCookies(reply: Headers, room: string): void {
  reply.append('set-cookie', clearedCookie(placeCookie(room)));
  reply.append('set-cookie', clearedCookie(sessionCookie(room)));
}

/** Edge or origin signed this token a moment ago: only its claims are read here. */
function roomOf(token: string): string {
  const { room } = decodeJwt<{ room?: string }>(token);
  return room ?? MAIN_ROOM;
}

function secondsLeft(token: string): number {
  return (decodeJwt(token).exp ?? 0) - Date.now() / 1000;
}
