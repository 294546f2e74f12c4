import { MAIN_ROOM } from './room-id.ts';

/** Header and cookie names that edge, origin, pages and load scripts agree on. */

/** The place token of an app that keeps no cookies; also sent back by `join`. */
export const WAITING_ROOM_TOKEN_HEADER = 'x-waiting-room-token';
/** The room session token of an app that keeps no cookies. */
export const WAITING_ROOM_SESSION_HEADER = 'x-waiting-room-session';

/** On the shop's replies: the room that the visitor is in, whose status tells for how long. */
export const WAITING_ROOM_HEADER = 'x-waiting-room';

/** Of the room `main`; see `placeCookie` for the others. */
export const PLACE_COOKIE = '__Host-place';
export const SESSION_COOKIE = '__Host-session';
export const LOGIN_COOKIE = '__Host-login';

/** Edge → origin: who asks, in which place, with which body. Signed; see `edge-signature.ts`. */
export const EDGE_CONTEXT_HEADER = 'x-edge-context';
export const EDGE_SIGNATURE_HEADER = 'x-edge-signature';

/** Origin → edge: the renewed room session, turned into a cookie there and never seen by clients. */
export const ROOM_SESSION_HEADER = 'x-room-session';
/** Origin → edge: why the room did not let the visitor in (an `EnterRefusal`). */
export const ROOM_REFUSED_HEADER = 'x-room-refused';
/** Origin → edge: the place was completed (payment) and its cookies can go. */
export const ROOM_COMPLETED_HEADER = 'x-room-completed';

/** Shop → edge, on any reply to a visitor with a place: `revoke`, `complete` or `extend`. */
export const ROOM_COMMAND_HEADER = 'x-room-command';
/** The same under the name of the most used product, which knows `revoke` alone. */
export const CF_ROOM_COMMAND_HEADER = 'cf-waiting-room-command';

/** A browser may be in several rooms at once, with a place and a session in each. */
export function placeCookie(room: string): string {
  return room === MAIN_ROOM ? PLACE_COOKIE : `${PLACE_COOKIE}-${room}`;
}
export function sessionCookie(room: string): string {
  return room === MAIN_ROOM ? SESSION_COOKIE : `${SESSION_COOKIE}-${room}`;
}

export const REQUEST_ID_HEADER = 'x-request-id';
export const IDEMPOTENCY_KEY_HEADER = 'idempotency-key';
/** Set on a reply that repeats the saved answer of an earlier request with the same key. */
export const IDEMPOTENCY_REPLAYED_HEADER = 'idempotency-replayed';

/** Headers that only edge and origin may say to each other: stripped from clients and to clients. */
export const INTERNAL_HEADERS = [
  EDGE_CONTEXT_HEADER,
  EDGE_SIGNATURE_HEADER,
  ROOM_SESSION_HEADER,
  ROOM_REFUSED_HEADER,
  ROOM_COMPLETED_HEADER,
  ROOM_COMMAND_HEADER,
  CF_ROOM_COMMAND_HEADER,
] as const;
