import { MAIN_ROOM } from './room-id.ts';
import { COMMON_PATHS, type RoomRoute } from './room-routes.ts';

/** A room with all that it covers. */
export type CoveredRoom = { room: string; routes: readonly RoomRoute[] };

export type AskedFor = {
  /** null where it is not known: then only routes on any host count. */
  host: string | null;
  /** As the client spells it or as it was normalised; with or without `/api` in front. */
  path: string;
};

export type FoundRoom = {
  /** The most specific room; `main` where no other covers the path. */
  room: string;
  /** The buyers of every room are served here: whoever is inside another room need not enter this one. */
  isCommon: boolean;
};

export type FindRoom = (asked: AskedFor) => FoundRoom;

/**
 * Which room a request belongs to: a route on the host before one on any host, then the longest path, by whole
 * segments. Edge and origin both ask this, so that they never differ. Case and encoding never lead out of a room:
 * at most a spelling that no handler answers is counted to it.
 */
export function createRoomFinder(rooms: Iterable<CoveredRoom>): FindRoom {
  const byRoute = new Map<string, string>();
  let deepest = 0;
  for (const { room, routes } of rooms) {
    for (const { host, path } of routes) {
      const segments = segmentsOf(path);
      const key = keyOf(host, segments);
      const rival = byRoute.get(key);
      // Equal routes are refused when they are made; until both sides know of a change the order is the same.
      byRoute.set(key, rival === undefined || room < rival ? room : rival);
      deepest = Math.max(deepest, segments.length);
    }
  }

  function longest(host: string | null, segments: string[]): string | undefined {
    for (let depth = Math.min(segments.length, deepest); depth >= 0; depth -= 1) {
      const room = byRoute.get(keyOf(host, segments.slice(0, depth)));
      if (room !== undefined) {
        return room;
      }
    }
    return undefined;
  }

  return function findRoom({ host, path }) {
    const segments = withoutApi(segmentsOf(path));
    const onHost = host === null ? undefined : longest(normaliseHost(host), segments);
    return {
      room: onHost ?? longest(null, segments) ?? MAIN_ROOM,
      isCommon: COMMON_PATHS.has(segments[0] ?? ''),
    };
  };
}

/** Lower case, without a port and without the dot of the root. */
export function normaliseHost(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
}

function segmentsOf(path: string): string[] {
  return decoded(path)
    .toLowerCase()
    .split('/')
    .filter((segment) => segment !== '');
}

function withoutApi(segments: string[]): string[] {
  return segments[0] === 'api' ? segments.slice(1) : segments;
}

/** What cannot be decoded is refused by edge and origin alike; until then it is read as it is. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function keyOf(host: string | null, segments: readonly string[]): string {
  return `${host ?? ''}/${segments.join('/')}`;
}
