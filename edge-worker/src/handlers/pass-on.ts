import { WAITING_ROOM_HEADER } from '@frontrow/protocol';
import type { Admission } from '../gate/admission.ts';
import type { Settled, Visit } from '../gate/standing.ts';
import type { Incoming } from '../incoming.ts';
import { clearRoomCookies } from '../visitor/grants.ts';
import { conclude, refuse } from './api-replies.ts';
import type { Forward, Forwarded, Passage } from './forward.ts';
import type { ObeyCommand } from './obey-command.ts';
import { readBody, SHOP_BODY_BYTES } from './read-body.ts';

type Deps = { admission: Admission; forward: Pick<Forward, 'forward'>; obeyCommand: ObeyCommand };

/** Hands a call of the shop on whose visitor the edge would let in. What the origin has refused did nothing yet. */
export function createPassOn({ admission, forward, obeyCommand }: Deps) {
  async function passOn(incoming: Incoming, visit: Visit, settled: Settled): Promise<Response> {
    const place = placeOf(visit, settled);
    const { sessionToken } = visit.visitor;
    const body = await readBody(incoming.request, SHOP_BODY_BYTES);
    const passage = { incoming, body, place, sessionToken };
    const forwarded = await forward.forward(passage);
    const isLost = forwarded.kind === 'refused' && forwarded.reason === 'lost';
    return isLost && place !== null
      ? passAgain(passage, visit, await admission.restore(visit, place))
      : passElse(passage, visit, settled, forwarded);
  }

  /** The room had lost this place and has it again: the request goes once more. */
  async function passAgain(passage: Passage, visit: Visit, restored: Settled): Promise<Response> {
    if (restored.standing.kind !== 'called') {
      return refuse(passage.incoming, visit, restored);
    }
    const again = { ...passage, place: restored.standing.place };
    return passElse(again, visit, restored, await forward.forward(again));
  }

  /** Where every buyer is served and one room has refused, the path's own room is asked as well. */
  async function passElse(
    passage: Passage,
    visit: Visit,
    settled: Settled,
    forwarded: Forwarded,
  ): Promise<Response> {
    const { orElse, visitor, room } = visit;
    if (forwarded.kind !== 'refused' || orElse === undefined) {
      return conclude(passage, visit, settled, await obeyCommand(passage, forwarded));
    }
    const response = await passInstead(passage, orElse);
    response.headers.set(WAITING_ROOM_HEADER, orElse.room.id);
    if (forwarded.reason === 'ended' && visitor.transport === 'cookie') {
      clearRoomCookies(response.headers, room.id);
    }
    return response;
  }

  async function passInstead(passage: Passage, visit: Visit): Promise<Response> {
    const settled = await admission.settle({ ...visit, mayJoin: false });
    const { standing } = settled;
    if (standing.kind !== 'called' && standing.kind !== 'open') {
      return refuse(passage.incoming, visit, settled);
    }
    const { sessionToken } = visit.visitor;
    const instead = { ...passage, place: placeOf(visit, settled), sessionToken };
    return passElse(instead, visit, settled, await forward.forward(instead));
  }

  return passOn;
}

/** An open room asks for no place; where every buyer is served it still says which room that is. */
function placeOf({ visitor }: Visit, { standing }: Settled) {
  return standing.kind === 'called' ? standing.place : (visitor.place ?? null);
}
