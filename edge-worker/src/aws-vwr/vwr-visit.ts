import type { Place } from '@frontrow/protocol';
import type { Visit } from '../gate/standing.ts';
import type { VwrAsk } from './vwr-calls.ts';

/** A visitor who is nothing but its request id: of cookies and headers these calls know nothing. */
export function vwrVisit({ incoming, room }: VwrAsk, place: Place | undefined): Visit {
  const visitor: Visit['visitor'] = {
    transport: 'header',
    place,
    hasBadToken: false,
    sessionToken: undefined,
    session: undefined,
  };
  return { trace: incoming.trace, room, visitor, mayJoin: place === undefined };
}
