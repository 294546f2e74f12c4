import { readVwrCall, vwrMethods, type VwrCall } from '../aws-vwr/vwr-call.ts';

const ROOM_CALLS = [
  'status',
  'session',
  'join',
  'enter',
  'leave',
  'code',
  'recovery',
  'recovery/claim',
] as const;
export type RoomCall = (typeof ROOM_CALLS)[number];

/** What a path is. Whatever the lists below do not name is `unknown`: the gate denies by default. */
export type Route =
  | { kind: 'health' }
  | { kind: 'room'; room: string; call: RoomCall }
  /** What the room draws, open to everybody. */
  | { kind: 'draws'; room: string }
  | { kind: 'aws-vwr'; call: VwrCall }
  | { kind: 'file'; immutable: boolean }
  | { kind: 'open-page' }
  | { kind: 'guarded-page' }
  | { kind: 'open-api' }
  | { kind: 'guarded-api' }
  | { kind: 'unknown' };

const ROOM_CALL = /^\/rooms\/(?<room>[a-z0-9][a-z0-9-]{0,62})\/(?<call>[a-z]+(?:\/[a-z]+)?)$/;
const HASHED_FILE = /^\/assets\/[\w.-]+$/;
const NAMED_FILES = ['/favicon.svg', '/robots.txt'];

const GUARDED_PAGE =
  /^\/(?:(?:concerts|schedules|reservations)\/[1-9]\d{0,15}|wallet|login|signup)?$/;
const OPEN_PAGE = /^\/tickets(?:\/[\w-]{1,64})?$/;

/** A buyer with a ticket needs no place in line, and neither does an operator. */
const OPEN_API = [/^\/api\/admin(?:\/.+)?$/, /^\/api\/tickets(?:\/[\w-]{1,64})?$/, /^\/api\/me$/];
const LOG_OUT = '/api/logins/current';
const API = /^\/api\/.+$/;

/** Sorts a canonical path (see `normalisePath`) and its method. */
export function classify(method: string, path: string): Route {
  const { room, call } = ROOM_CALL.exec(path)?.groups ?? {};
  if (room !== undefined && isRoomCall(call)) {
    return { kind: 'room', room, call };
  }
  if (room !== undefined && call === 'draws') {
    return { kind: 'draws', room };
  }
  if (path === '/healthz') {
    return { kind: 'health' };
  }
  if (API.test(path)) {
    return { kind: isOpenApi(method, path) ? 'open-api' : 'guarded-api' };
  }
  const vwrCall = readVwrCall(path);
  return vwrCall === undefined ? classifyPage(path) : { kind: 'aws-vwr', call: vwrCall };
}

function classifyPage(path: string): Route {
  if (GUARDED_PAGE.test(path)) {
    return { kind: 'guarded-page' };
  }
  if (OPEN_PAGE.test(path)) {
    return { kind: 'open-page' };
  }
  if (HASHED_FILE.test(path)) {
    return { kind: 'file', immutable: true };
  }
  return NAMED_FILES.includes(path) ? { kind: 'file', immutable: false } : { kind: 'unknown' };
}

function isOpenApi(method: string, path: string): boolean {
  return OPEN_API.some((open) => open.test(path)) || (method === 'DELETE' && path === LOG_OUT);
}

function isRoomCall(call: string | undefined): call is RoomCall {
  return ROOM_CALLS.some((known) => known === call);
}

const METHODS: Record<Exclude<Route['kind'], 'room' | 'aws-vwr'>, readonly string[]> = {
  health: ['GET', 'HEAD'],
  draws: ['GET', 'HEAD'],
  file: ['GET', 'HEAD'],
  'open-page': ['GET', 'HEAD'],
  // POST is for forms of the shop's own.
  'guarded-page': ['GET', 'HEAD', 'POST'],
  'open-api': ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  'guarded-api': ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  unknown: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
};

/** The methods a route takes, as an `Allow` header names them. */
export function allowedMethods(route: Route): readonly string[] {
  if (route.kind === 'room') {
    const isRead = route.call === 'status' || route.call === 'session';
    return isRead ? ['GET', 'HEAD'] : ['POST'];
  }
  return route.kind === 'aws-vwr' ? vwrMethods(route.call) : METHODS[route.kind];
}
