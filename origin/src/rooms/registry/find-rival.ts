import type { CoveredRoom, RoomRoute } from '@frontrow/protocol';

export type Rival = {
  room: string;
  /** Of the rival. */
  route: RoomRoute;
  /** The one that it stands against. */
  against: RoomRoute;
  /** The same route, or two that share requests without one being the more specific. */
  isSame: boolean;
};

/**
 * The first route of another room that leaves open which of the two is meant. A route within another one is
 * none: the more specific wins.
 */
export function findRival(
  { room, routes }: CoveredRoom,
  others: Iterable<CoveredRoom>,
): Rival | undefined {
  for (const other of others) {
    for (const route of other.room === room ? [] : other.routes) {
      const against = routes.find((own) => isUndecided(own, route));
      if (against !== undefined) {
        return { room: other.room, route, against, isSame: contains(route, against) };
      }
    }
  }
  return undefined;
}

/** Such as `vip.example/concerts/42`. */
export function routeText({ host, path }: RoomRoute): string {
  return `${host ?? ''}${path}`;
}

/** Both contain each other, or neither does while both match some request. */
function isUndecided(one: RoomRoute, other: RoomRoute): boolean {
  return shareRequests(one, other) && contains(one, other) === contains(other, one);
}

function shareRequests(one: RoomRoute, other: RoomRoute): boolean {
  const onOneHost = one.host === null || other.host === null || one.host === other.host;
  return onOneHost && (isWithin(one.path, other.path) || isWithin(other.path, one.path));
}

function contains(outer: RoomRoute, inner: RoomRoute): boolean {
  return (outer.host === null || outer.host === inner.host) && isWithin(inner.path, outer.path);
}

function isWithin(path: string, outer: string): boolean {
  return outer === '/' || path === outer || path.startsWith(`${outer}/`);
}
