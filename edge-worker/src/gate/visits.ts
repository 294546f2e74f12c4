import type { Config } from '../env.ts';
import type { Incoming } from '../incoming.ts';
import { acceptsJson, isNavigation } from '../replies/negotiate.ts';
import { readVisitor, roomsOfTokens } from '../visitor/visitor.ts';
import { decide } from './decide.ts';
import { drawnPlace } from './drawn-place.ts';
import { roomFor, roomNamed, type Room, type RoomsView } from './rooms.ts';
import type { SnapshotMemory } from './snapshot-memory.ts';
import type { Visit } from './standing.ts';

type Deps = {
  config: Pick<Config, 'placeKeys' | 'sessionKeys'>;
  memory: Pick<SnapshotMemory, 'current'>;
};

/** More rooms than anybody is in: a forged heap of cookies costs no more than this. */
const MOST_ROOMS_READ = 10;

/** Who stands at the gate of which room. */
export function createVisits({ config, memory }: Deps) {
  /** Whoever names a room joins by calling `join`, and by nothing else. */
  async function to(room: Room, { request, trace }: Incoming): Promise<Visit> {
    const visitor = await readVisitor(request.headers, room.id, config);
    return { trace, room, visitor, mayJoin: false, join: { request } };
  }

  async function byPath(incoming: Incoming): Promise<Visit> {
    const view = await memory.current();
    const host = incoming.trace.host ?? null;
    const { room, isCommon } = roomFor({ host, path: incoming.target.path }, view);
    const own = { ...(await to(room, incoming)), mayJoin: joinsByAsking(incoming.request) };
    const elsewhere = isCommon ? await insideElsewhere(own, view, incoming) : undefined;
    // Served by the way, nobody joins another line here: if that place is over, the path's own room counts.
    return elsewhere === undefined ? own : { ...elsewhere, orElse: own };
  }

  /** Where every buyer is served: the visit of the room in which the visitor is, or may be, already. */
  async function insideElsewhere(own: Visit, view: RoomsView, incoming: Incoming) {
    const { transport, place } = own.visitor;
    // An app brings one token: where that is the own room's, it names no other.
    if (transport === 'header' && place !== undefined) {
      return undefined;
    }
    const rooms = roomsOfTokens(incoming.request.headers)
      .filter((id) => id !== own.room.id)
      .slice(0, MOST_ROOMS_READ)
      .flatMap((id) => roomNamed(id, view) ?? []);
    const visits = await Promise.all(rooms.map((room) => to(room, incoming)));
    const inside = visits.toSorted((one, other) => endOf(other) - endOf(one))[0];
    if (inside?.visitor.session !== undefined) {
      return inside;
    }
    return own.visitor.session === undefined ? visits.find(mayBeInside) : undefined;
  }

  return { to, byPath };
}

/** Whoever wants to look at a page joins by asking for it; apps do so with JSON in mind. */
function joinsByAsking(request: Request): boolean {
  const { headers } = request;
  return !isSpeculative(headers) && (isNavigation(request) || acceptsJson(headers));
}

/** Fetched by a browser in case somebody will look at it: nobody has come yet. */
function isSpeculative(headers: Headers): boolean {
  return headers.get('sec-purpose')?.startsWith('prefetch') === true;
}

/** When its session ends; 0 without one. */
function endOf({ visitor }: Visit): number {
  return visitor.session?.expiresAt.getTime() ?? 0;
}

/** Called: the session may only have outlived its token. The origin judges. */
function mayBeInside({ visitor, room }: Visit): boolean {
  const place = visitor.place && drawnPlace(visitor.place, room.snapshot);
  return decide({ mayJoin: false, place, hasSession: false }, room).kind === 'forward';
}
