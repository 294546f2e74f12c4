import { redeemBody, type Place } from '@frontrow/protocol';
import type { Admission } from '../gate/admission.ts';
import { aheadOf } from '../gate/ahead.ts';
import type { Room } from '../gate/rooms.ts';
import type { Settled, Visit } from '../gate/standing.ts';
import type { Incoming } from '../incoming.ts';
import type { AskCodes } from './ask-codes.ts';
import { codeRefusal } from './code-refusal.ts';
import { readCode } from './read-code.ts';
import type { SettleAs } from './settle-as.ts';

type Deps = { admission: Admission; askCodes: AskCodes; settleAs: SettleAs };

/** `POST /rooms/:room/code`: a presale code takes a waiting visitor over into the priority lane. */
export function createUseCode({ admission, askCodes, settleAs }: Deps) {
  return async function useCode(
    { request, trace }: Incoming,
    visit: Visit,
  ): Promise<Settled | Response> {
    const code = await readCode(request, redeemBody);
    // An old place is restored first. Whoever does not wait is told so, and the code stays unused.
    const settled = await admission.settle({ ...visit, mayJoin: false });
    if (settled.standing.kind !== 'waiting') {
      return settled;
    }
    const { place } = settled.standing;
    const asked = await askCodes.redeem(trace, place, code);
    return asked.kind === 'done'
      ? settleAs(visit, inPriority(place, asked.value.number, settled.room))
      : codeRefusal(asked, trace);
  };
}

/** Its progress begins anew, in the new lane; a ticket says nothing there. */
function inPriority(place: Place, number: number, { snapshot }: Room): Place {
  if (place.lane === 'priority') {
    return place;
  }
  const aheadAtJoin = snapshot === undefined ? 0 : aheadOf(number, snapshot.priority);
  return { ...place, lane: 'priority', number, ticket: null, called: false, aheadAtJoin };
}
