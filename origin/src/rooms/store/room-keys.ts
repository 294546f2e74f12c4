const SETS = ['waiting', 'called', 'active', 'entries', 'lapsed', 'revoked', 'tickets'] as const;
const PARTS = ['state', ...SETS, 'log', 'door'];

/** The keys of a room, in the order that every script takes them. */
export function roomKeys(prefix: string, room: string): string[] {
  return PARTS.map((part) => keyOf(prefix, room, part));
}

/** What tells whether a place is inside, in the order that `inside.lua` takes it. */
export function judgedKeys(prefix: string, room: string): string[] {
  return ['state', 'active'].map((part) => keyOf(prefix, room, part));
}

/** Some of the room's sets. */
export function roomSetKeys(
  prefix: string,
  room: string,
  sets: readonly (typeof SETS)[number][],
): string[] {
  return sets.map((part) => keyOf(prefix, room, part));
}

/** There while the room is open. */
export function stateKey(prefix: string, room: string): string {
  return keyOf(prefix, room, 'state');
}

/** Calls and entries that the record does not have yet. */
export function logKey(prefix: string, room: string): string {
  return keyOf(prefix, room, 'log');
}

/** Held by the origin that is opening the room. */
export function openingKey(prefix: string, room: string): string {
  return keyOf(prefix, room, 'opening');
}

/** There for a place that was taken over into the priority lane. */
export function takenKey(prefix: string, room: string, placeId: string): string {
  return keyOf(prefix, room, `taken:${placeId}`);
}

/** Under which id a place goes on that was taken to another browser. */
export function movedKey(prefix: string, room: string): string {
  return keyOf(prefix, room, 'moved');
}

/** The hash tag keeps all keys of a room on one node of a cluster. */
function keyOf(prefix: string, room: string, part: string): string {
  return `${prefix}{room:${room}}:${part}`;
}
