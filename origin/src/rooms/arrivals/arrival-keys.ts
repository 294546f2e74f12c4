/** The keys of joining, on the same node of a cluster as the room itself. */

export function joinsKey(prefix: string, room: string, network: string): string {
  return `${prefix}{room:${room}}:joins:${network}`;
}

export function accountKey(prefix: string, room: string, userId: number): string {
  return `${prefix}{room:${room}}:account:${userId}`;
}
