import type { createVwrCalls } from './aws-vwr/vwr-calls.ts';
import type { Config } from './env.ts';
import type { createFormPost } from './forms/form-post.ts';
import { isOwnFormPost } from './forms/form-request.ts';
import { createOpenForLogIn } from './gate/open-for-log-in.ts';
import { roomNamed } from './gate/rooms.ts';
import type { SnapshotMemory } from './gate/snapshot-memory.ts';
import type { Visit } from './gate/standing.ts';
import { createVisits } from './gate/visits.ts';
import type { createApi } from './handlers/api.ts';
import { notFound, type Files } from './handlers/files.ts';
import type { createGuardedPage } from './handlers/guarded-page.ts';
import type { createRoomCalls } from './handlers/room-calls.ts';
import type { Incoming } from './incoming.ts';
import type { Route } from './paths/classify.ts';
import { drawsReply } from './replies/draws-reply.ts';

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
  const visits = createVisits({ config, memory });
  const openForLogIn = createOpenForLogIn({ memory });

  function guardedCall(incoming: Incoming, visit: Visit): Promise<Response> {
    return isOwnFormPost(incoming.request)
      ? formPost(incoming, visit)
      : api.guarded(incoming, visit);
  }

  /** What is asked of a room by its name. */
  async function inRoom(
    route: Extract<Route, { kind: 'room' | 'draws' }>,
    incoming: Incoming,
  ): Promise<Response> {
    const room = roomNamed(route.room, await memory.current());
    if (room === undefined) {
      return notFound(incoming);
    }
    return route.kind === 'draws'
      ? drawsReply(room, incoming)
      : roomCall(route.call, incoming, await visits.to(room, incoming));
  }

  return async function dispatch(asked: Route, incoming: Incoming): Promise<Response> {
    const route = await openForLogIn(asked, incoming);
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
        return guardedCall(incoming, await visits.byPath(incoming));
      case 'guarded-page':
        return incoming.request.method === 'POST'
          ? guardedCall(incoming, await visits.byPath(incoming))
          : guardedPage(incoming, await visits.byPath(incoming));
      case 'room':
      case 'draws':
        return inRoom(route, incoming);
      case 'aws-vwr':
        return vwrCall(route.call, incoming);
      case 'unknown':
        return notFound(incoming);
    }
  };
}
