import type { KeyRing } from '@frontrow/protocol';
import type { Admission } from '../gate/admission.ts';
import { drawnPlace } from '../gate/drawn-place.ts';
import type { Enter } from '../gate/enter.ts';
import { roomNamed, type Room } from '../gate/rooms.ts';
import type { SnapshotMemory } from '../gate/snapshot-memory.ts';
import type { Incoming } from '../incoming.ts';
import type { AskClaim } from '../origin/ask-claim.ts';
import { createAssignQueueNum } from './assign-queue-num.ts';
import { createGenerateToken } from './generate-token.ts';
import { queuePosExpiry } from './queue-pos-expiry.ts';
import { vwrMethods, type VwrCall } from './vwr-call.ts';
import { readRequestPlace, readVwrInput, type RequestPlace, type VwrInput } from './vwr-input.ts';
import type { VwrKey } from './vwr-key.ts';
import { NO_KEY, preflightReply, vwrAway, vwrError, vwrReply } from './vwr-reply.ts';

type Deps = {
  memory: SnapshotMemory;
  admission: Admission;
  enter: Enter;
  askClaim: AskClaim;
  placeKeys: KeyRing;
  key: VwrKey | undefined;
};

/** A call whose event is a room of ours, with the place that its request id is. */
export type VwrAsk = { incoming: Incoming; room: Room; input: VwrInput; request: RequestPlace };

type Answer = (ask: VwrAsk) => Response | Promise<Response>;

/**
 * The public API of AWS Virtual Waiting Room on the rooms here: its clients change their base URL. What
 * only looks is answered from the snapshot and the request id; who comes in is judged by the origin's
 * `enter`, as for everybody else.
 */
export function createVwrCalls({ memory, placeKeys, key, ...deps }: Deps) {
  const calls = {
    assign_queue_num: createAssignQueueNum(deps),
    queue_num: queueNum,
    queue_pos_expiry: queuePosExpiry(deps.askClaim),
    serving_num: servingNum,
    waiting_num: waitingNum,
    generate_token: createGenerateToken({ ...deps, key }),
    public_key: () => (key === undefined ? vwrError(404, NO_KEY) : vwrReply(200, key.public)),
  } satisfies Record<VwrCall, Answer>;

  return async function vwrCall(call: VwrCall, incoming: Incoming): Promise<Response> {
    if (incoming.request.method === 'OPTIONS') {
      return preflightReply(vwrMethods(call));
    }
    const input = await readVwrInput(incoming);
    const room = input && roomNamed(input.eventId, await memory.current());
    if (input === undefined || room === undefined) {
      // The one call for which the guide names another code.
      return vwrError(call === 'public_key' ? 404 : 400, 'Invalid event ID');
    }
    const request = await readRequestPlace(placeKeys, room.id, input.requestId);
    return calls[call]({ incoming, room, input, request });
  };
}

/** From the request id alone: a number is given once and stays, whatever becomes of the room. */
function queueNum({ room, input, request }: VwrAsk): Response {
  if (request.kind !== 'place') {
    return vwrError(400, 'Invalid event or request ID');
  }
  const { number } = drawnPlace(request.place, room.snapshot);
  return number === null
    ? vwrError(202, 'The order has not been drawn yet')
    : vwrReply(200, {
        queue_number: number,
        entry_time: request.enteredAtSeconds,
        event_id: input.eventId,
        status: 1,
      });
}

function servingNum({ room: { snapshot } }: VwrAsk): Response {
  return snapshot === undefined
    ? vwrAway()
    : vwrReply(200, { serving_counter: snapshot.calledUpTo });
}

/** Whoever has no token yet: in line, or called and not in. */
function waitingNum({ room: { snapshot } }: VwrAsk): Response {
  return snapshot === undefined
    ? vwrAway()
    : vwrReply(200, { waiting_num: snapshot.waiting + snapshot.called });
}
