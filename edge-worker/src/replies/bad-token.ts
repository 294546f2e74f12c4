import type { Visit } from '../gate/standing.ts';
import type { Incoming } from '../incoming.ts';
import { clearRoomCookies } from '../visitor/grants.ts';
import { problemReply } from './problem-reply.ts';

/** A token that does not verify is of no more use: a browser is told to forget it. */
export function badToken({ trace }: Incoming, { visitor, room }: Visit): Response {
  const response = problemReply('place_invalid', { requestId: trace.requestId });
  if (visitor.transport === 'cookie') {
    clearRoomCookies(response.headers, room.id);
  }
  return response;
}
