import type { Admission } from '../gate/admission.ts';
import type { VwrAsk } from './vwr-calls.ts';
import { vwrAway, vwrError, vwrReply } from './vwr-reply.ts';
import { vwrVisit } from './vwr-visit.ts';

type Deps = { admission: Admission };

/** A place in line. Its token is the request id: nothing has to be kept to know it again. */
export function createAssignQueueNum({ admission }: Deps) {
  return async function assignQueueNum(ask: VwrAsk): Promise<Response> {
    const visit = vwrVisit(ask, undefined);
    const settled = await admission.settle(visit);
    // These clients know no door that stands open: they want a number all the same. Where newcomers have to be
    // human none is given without the proof, since the place outlives the open door.
    const isOpen = settled.standing.kind === 'open' && !asksForProof(ask);
    const { standing, grants } = isOpen ? await admission.restore(visit, undefined) : settled;
    if (grants.placeToken !== undefined) {
      return vwrReply(200, { api_request_id: grants.placeToken });
    }
    if (standing.kind === 'away') {
      return vwrAway();
    }
    // The code of its API Gateway for whoever asks too often.
    const isTooMany = standing.kind === 'refused' && standing.code === 'too_many_requests';
    return isTooMany
      ? vwrError(429, 'Too Many Requests')
      : vwrError(400, 'The waiting room takes nobody this way just now');
  };
}

function asksForProof({ room: { snapshot } }: VwrAsk): boolean {
  return snapshot?.settings.turnstile_mode !== 'off';
}
