import type { Arrival } from '@frontrow/protocol';
import type { Visit } from '../gate/standing.ts';
import { newPlaceId } from '../visitor/place-id.ts';
import { networkOf } from './network.ts';

/** What the origin is told of somebody new: no more than the room's rules for joining need. */
export function newcomerArrival({ room, trace, join }: Visit): Arrival {
  const { joins_per_network = 0, login_required = false } = room.snapshot?.settings ?? {};
  const network = joins_per_network > 0 ? networkOf(trace.clientIp) : undefined;
  const login = login_required ? join?.login : undefined;
  return {
    id: join?.placeId ?? newPlaceId(),
    ...(network === undefined ? {} : { network }),
    ...(login === undefined ? {} : { login }),
  };
}
