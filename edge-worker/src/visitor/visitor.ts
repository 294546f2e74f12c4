import {
  MAIN_ROOM,
  PLACE_COOKIE,
  placeCookie,
  roomId,
  sessionCookie,
  WAITING_ROOM_SESSION_HEADER,
  WAITING_ROOM_TOKEN_HEADER,
  type KeyRing,
  type Place,
} from '@frontrow/protocol';
import { decodeJwt } from 'jose';
import { readCookies } from './cookies.ts';
import { verifyPlace, verifySession } from './verified-tokens.ts';

type Keys = { placeKeys: KeyRing; sessionKeys: KeyRing };

export type Session = {
  expiresAt: Date;
  /** More than half of its life is left: it needs no renewal yet. */
  isYoung: boolean;
};

/** Who asks, as far as its own signed tokens say. */
export type Visitor = {
  /** Browsers carry cookies, apps headers. Where both come, the header counts. */
  transport: 'cookie' | 'header';
  place: Place | undefined;
  /** A place token came that is forged, expired or broken. */
  hasBadToken: boolean;
  /** As it came, for the origin to judge; never without a place. */
  sessionToken: string | undefined;
  /** The session where it is this place's and has not expired. */
  session: Session | undefined;
};

const TOKEN = /^[\w.-]{1,2500}$/;

/** Reads and verifies the tokens of a request; a place in another room counts as none. */
export async function readVisitor(
  headers: Headers,
  room: string,
  { placeKeys, sessionKeys }: Keys,
): Promise<Visitor> {
  const { transport, placeText, sessionText } = readTokens(headers, room);
  const outcome = placeText === undefined ? undefined : await verifyPlace(placeKeys, placeText);
  const place = outcome?.ok === true && outcome.claims.room === room ? outcome.claims : undefined;
  const sessionToken = place !== undefined && TOKEN.test(sessionText) ? sessionText : undefined;
  return {
    transport,
    place,
    hasBadToken: outcome?.ok === false,
    sessionToken,
    session: await readSession(sessionKeys, place, sessionToken),
  };
}

/** The rooms that the tokens of a request name, as they say it themselves: nothing is verified here. */
export function roomsOfTokens(headers: Headers): string[] {
  const token = headers.get(WAITING_ROOM_TOKEN_HEADER);
  if (token !== null) {
    return [roomOfToken(token)].filter((room) => room !== undefined);
  }
  return [...readCookies(headers.get('cookie')).keys()]
    .filter((name) => name.startsWith(PLACE_COOKIE))
    .map((name) => (name === PLACE_COOKIE ? MAIN_ROOM : name.slice(PLACE_COOKIE.length + 1)));
}

function roomOfToken(token: string): string | undefined {
  try {
    return roomId.safeParse(decodeJwt(token)['room']).data;
  } catch {
    // Not a token at all: it names no room.
    return undefined;
  }
}

function readTokens(headers: Headers, room: string) {
  const headerText = headers.get(WAITING_ROOM_TOKEN_HEADER);
  if (headerText !== null) {
    const sessionText = headers.get(WAITING_ROOM_SESSION_HEADER) ?? '';
    return { transport: 'header', placeText: headerText, sessionText } as const;
  }
  const cookies = readCookies(headers.get('cookie'));
  return {
    transport: 'cookie',
    placeText: cookies.get(placeCookie(room)),
    sessionText: cookies.get(sessionCookie(room)) ?? '',
  } as const;
}

async function readSession(
  keys: KeyRing,
  place: Place | undefined,
  token: string | undefined,
): Promise<Session | undefined> {
  if (place === undefined || token === undefined) {
    return undefined;
  }
  const outcome = await verifySession(keys, token);
  if (!outcome.ok || outcome.claims.room !== place.room || outcome.claims.placeId !== place.id) {
    return undefined;
  }
  const { issuedAt, expiresAt } = outcome;
  const leftMs = expiresAt.getTime() - Date.now();
  const lifeMs = expiresAt.getTime() - issuedAt.getTime();
  return leftMs <= 0 ? undefined : { expiresAt, isYoung: leftMs > lifeMs / 2 };
}
