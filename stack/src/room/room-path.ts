import { roomId } from '@frontrow/protocol';
import { CommandFailure } from './command-failure.ts';

/** Where the admin API has a room. A name that none can have is refused here: `..` would be another address. */
export function roomPath(room: string): string {
  if (!roomId.safeParse(room).success) {
    throw new CommandFailure(
      `"${room}" is no room's name: lower-case letters, digits and hyphens, 63 at the most.`,
    );
  }
  return `/rooms/${room}`;
}
