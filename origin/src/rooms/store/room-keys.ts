const PARTS = ['state', 'waiting', 'called', 'active', 'entries', 'lapsed', 'revoked', 'tickets'];

/** The keys of a room, in the order that every script takes them. */
export function roomKeys(prefix: string, room: string): string[] {
  return PARTS.map((part) => keyOf(prefix, room, part));
}

/** There while the room is open. */
export function stateKey(prefix: string, room: string): string {
  return keyOf(prefix, room, 'state');
}

/** Held by the origin that is opening the room. */
export function openingKey(prefix: string, room: string): string {
  return keyOf(prefix, room, 'opening');
}

/** The hash tag keeps all keys of a room on one node of a cluster. */
function keyOf(prefix: string, room: string, part: string): string {
  return `${prefix}{room:${room}}:${part}`;
}
