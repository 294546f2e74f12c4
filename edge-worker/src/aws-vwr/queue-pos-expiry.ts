import { drawnPlace } from '../gate/drawn-place.ts';
import { laneOf } from '../gate/room-status.ts';
import type { AskClaim } from '../origin/ask-claim.ts';
import type { VwrAsk } from './vwr-calls.ts';
import { vwrAway, vwrError, vwrReply } from './vwr-reply.ts';

const NOT_SERVED = 'Request ID not being served yet';
const EXPIRED = 'Queue position has expired';

/** While it waits the edge answers; once it may have been called the origin knows how long that lasts. */
export function queuePosExpiry(askClaim: AskClaim) {
  return async function answer({ incoming, room, request }: VwrAsk): Promise<Response> {
    if (request.kind === 'expired') {
      return vwrError(410, EXPIRED);
    }
    if (request.kind !== 'place') {
      return vwrError(request.kind === 'unknown' ? 404 : 400, 'Invalid event or request ID');
    }
    const place = drawnPlace(request.place, room.snapshot);
    if (room.snapshot === undefined) {
      return vwrAway();
    }
    const mayBeServed =
      place.called ||
      (place.number !== null && place.number <= laneOf(place, room.snapshot).calledUpTo);
    if (!mayBeServed) {
      return vwrError(202, NOT_SERVED);
    }
    const claim = await askClaim(incoming.trace, place);
    if (claim === undefined) {
      return vwrAway();
    }
    if (claim.state === 'gone') {
      return vwrError(410, EXPIRED);
    }
    return claim.secondsLeft === null
      ? vwrError(202, NOT_SERVED)
      : vwrReply(200, { expires_in: claim.secondsLeft });
  };
}
