import {
  PLACE_COOKIE,
  PLACE_LIFETIME_SECONDS,
  SESSION_COOKIE,
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

/** Puts tokens where the visitor keeps them: cookies of a browser, headers of an app. */
export function handOut(reply: Headers, grants: Grants, carrier: Carrier): void {
  const { placeToken, sessionToken } = grants;
  const byHeader = carrier.transport === 'header' || carrier.wantsHeader === true;
  if (placeToken !== undefined) {
    if (byHeader) {
      reply.set(WAITING_ROOM_TOKEN_HEADER, placeToken);
    }
    if (carrier.transport === 'cookie') {
      reply.append('set-cookie', hostCookie(PLACE_COOKIE, placeToken, PLACE_LIFETIME_SECONDS));
    }
  }
  if (sessionToken === undefined) {
    return;
  }
  if (byHeader) {
    reply.set(WAITING_ROOM_SESSION_HEADER, sessionToken);
  }
  if (carrier.transport === 'cookie') {
    reply.append('set-cookie', hostCookie(SESSION_COOKIE, sessionToken, secondsLeft(sessionToken)));
  }
}

/** Forgets the place and the session of a browser. */
export function clearRoomCookies(reply: Headers): void {
  reply.append('set-cookie', clearedCookie(PLACE_COOKIE));
  reply.append('set-cookie', clearedCookie(SESSION_COOKIE));
}

/** The origin signed this token a moment ago: only its end is read here. */
function secondsLeft(token: string): number {
  return (decodeJwt(token).exp ?? 0) - Date.now() / 1000;
}
