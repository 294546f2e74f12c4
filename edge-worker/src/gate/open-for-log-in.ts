import type { Incoming } from '../incoming.ts';
import type { Route } from '../paths/classify.ts';
import { isLogInPath } from '../paths/log-in-path.ts';
import type { SnapshotMemory } from './snapshot-memory.ts';

type Deps = { memory: Pick<SnapshotMemory, 'current'> };

/** Opens the way to a login while some room takes only who is logged in: nobody could get a place there else. */
export function createOpenForLogIn({ memory }: Deps) {
  return async function openForLogIn(route: Route, { request, target }: Incoming): Promise<Route> {
    const isGuarded = route.kind === 'guarded-api' || route.kind === 'guarded-page';
    if (!isGuarded || !isLogInPath(request.method, target.path)) {
      return route;
    }
    const { rooms } = await memory.current();
    const isNeeded = [...rooms.values()].some(({ settings }) => settings.login_required);
    if (!isNeeded) {
      return route;
    }
    return { kind: route.kind === 'guarded-api' ? 'open-api' : 'open-page' };
  };
}
