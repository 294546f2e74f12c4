import type { createVwrCalls } from './aws-vwr/vwr-calls.ts';
import type { Config } from './env.ts';
import type { createFormPost } from './forms/form-post.ts';
import { isOwnFormPost } from './forms/form-request.ts';
import { roomFor, roomNamed, type Room } from './gate/rooms.ts';
import type { SnapshotMemory } from './gate/snapshot-memory.ts';
import type { Visit } from './gate/standing.ts';
import type { createApi } from './handlers/api.ts';
import { notFound, type Files } from './handlers/files.ts';
import type { createGuardedPage } from './handlers/guarded-page.ts';
import type { createRoomCalls } from './handlers/room-calls.ts';
import type { Incoming } from './incoming.ts';
import type { Route } from './paths/classify.ts';
import { acceptsJson, isNavigation } from './replies/negotiate.ts';
import { readJoinRequest } from './visitor/join-request.ts';
import { readVisitor } from './visitor/visitor.ts';

type Deps = {
  config: Config;
  memory: SnapshotMemory;
  files: Files;
  api: ReturnType<typeof createApi>;
  roomCall: ReturnType<typeof createRoomCalls>;
  guardedPage: ReturnType<typeof createGuardedPage>;
  vwrCall: ReturnType<typeof createVwrCalls>;
  formPost: ReturnType<typeof createFormPost>;
};

/** Brings a classified request to its handler, guarded ones with the visit that the gate judges. */
export function createDispatch({
  config,
  memory,
  files,
  api,
  roomCall,
  guardedPage,
  vwrCall,
  formPost,
}: Deps) {
  async function visitTo(room: Room, { request, trace }: Incoming): Promise<Visit> {
    const visitor = await readVisitor(request.headers, room.id, config);
    // Whoever wants to look at a page joins by asking for it; apps do so with JSON in mind.
    const mayJoin = isNavigation(request) || acceptsJson(request.headers);
    return { trace, room, visitor, mayJoin, join: readJoinRequest(request) };
  }

  async function visitByPath(incoming: Incoming): Promise<Visit> {
    return visitTo(roomFor(incoming.target.path, await memory.current()), incoming);
  }

  function guardedCall(incoming: Incoming, visit: Visit): Promise<Response> {
    return isOwnFormPost(incoming.request)
      ? formPost(incoming, visit)
      : api.guarded(incoming, visit);
  }

  return async function dispatch(route: Route, incoming: Incoming): Promise<Response> {
    switch (route.kind) {
      case 'health':
        return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
      case 'file':
        return files.file(incoming, route.immutable);
      case 'open-page':
        return files.shopPage(incoming);
      case 'open-api':
        return api.open(incoming);
      case 'guarded-api':
        return guardedCall(incoming, await visitByPath(incoming));
      case 'guarded-page':
        return incoming.request.method === 'POST'
          ? guardedCall(incoming, await visitByPath(incoming))
          : guardedPage(incoming, await visitByPath(incoming));
      case 'room': {
        const room = roomNamed(route.room, await memory.current());
        return room === undefined
          ? notFound(incoming)
          : roomCall(route.call, incoming, await visitTo(room, incoming));
      }
      case 'aws-vwr':
        return vwrCall(route.call, incoming);
      case 'unknown':
        return notFound(incoming);
    }
  };
}
