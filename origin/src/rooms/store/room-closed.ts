/** Thrown by every operation on a room whose state Redis does not have. */
export class RoomClosedError extends Error {
  override readonly name = 'RoomClosedError';
}

/** The reply of a script, or the error where it found the room closed. */
export function unlessClosed<T extends { kind: string }>(reply: T): Exclude<T, { kind: 'closed' }> {
  if (reply.kind === 'closed') {
    throw new RoomClosedError('The room is not in Redis.');
  }
  return reply as Exclude<T, { kind: 'closed' }>;
}
