import type { RoomClient } from '../origin/room-client.ts';
import type { Forwarded, Passage } from './forward.ts';

type Deps = { rooms: Pick<RoomClient, 'end' | 'extend'> };

export type ObeyCommand = ReturnType<typeof createObeyCommand>;

/**
 * Carries out what the shop says about the visitor in a header of its reply, before the reply goes
 * out. A command that fails changes nothing about the reply.
 */
export function createObeyCommand({ rooms }: Deps) {
  return async function obeyCommand(passage: Passage, forwarded: Forwarded): Promise<Forwarded> {
    const { place, incoming } = passage;
    if (forwarded.kind !== 'answered' || forwarded.command === undefined || place === null) {
      return forwarded;
    }
    const { command } = forwarded;
    if (command === 'extend') {
      const outcome = await rooms.extend(incoming.trace, place);
      const renewed = outcome.kind === 'active' ? outcome.sessionToken : undefined;
      return { ...forwarded, sessionToken: renewed ?? forwarded.sessionToken };
    }
    if (!(await rooms.end(command, incoming.trace, place))) {
      const { requestId } = incoming.trace;
      console.warn(JSON.stringify({ level: 'warn', requestId, message: `could not ${command}` }));
    }
    // Over for its browser in any case: of what the shop said, that much can be kept.
    return { ...forwarded, isOver: true, sessionToken: undefined };
  };
}
