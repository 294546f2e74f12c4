import type { Arrival } from '@frontrow/protocol';
import type { Visit } from '../gate/standing.ts';
import { loginOfJoin } from '../visitor/join-request.ts';
import { newPlaceId } from '../visitor/place-id.ts';
import { networkOf } from './network.ts';

/** What the origin is told of somebody new: no more than the room's rules for joining need. */
export function newcomerArrival(visit: Visit): Arrival {
  const { room, trace, join } = visit;
  const { joins_per_network = 0 } = room.snapshot?.settings ?? {};
  const network = joins_per_network > 0 ? networkOf(trace.clientIp) : undefined;
  return {
    id: join?.placeId ?? newPlaceId(),
    ...(network === undefined ? {} : { network }),
    ...loginOf(visit),
  };
}

/** Whose place it is, where the room lets in only who is logged in. */
export function loginOf({ room, join }: Visit): Pick<Arrival, 'login'> {
  const isAsked = room.snapshot?.settings.login_required === true;
  const login = isAsked && join !== undefined ? loginOfJoin(join) : undefined;
  return login === undefined ? {} : { login };
}
