/** The keys of a room, in the order that every script takes them. The hash tag keeps them on one node. */
export function roomKeys(prefix: string, room: string): string[] {
  return ['state', 'waiting', 'called', 'active', 'entries', 'lapsed'].map(
    (part) => `${prefix}{room:${room}}:${part}`,
  );
}
