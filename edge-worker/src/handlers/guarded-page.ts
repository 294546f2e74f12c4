import type { Admission } from '../gate/admission.ts';
import type { Enter } from '../gate/enter.ts';
import type { Settled, Visit } from '../gate/standing.ts';
import type { Incoming } from '../incoming.ts';
import { acceptsJson, isNavigation } from '../replies/negotiate.ts';
import { heldPageReply, isHeld, refusedCall } from '../replies/room-replies.ts';
import type { WaitingPage } from '../replies/waiting-page.ts';
import { handOut } from '../visitor/grants.ts';
import type { Files } from './files.ts';

type Deps = { admission: Admission; enter: Enter; files: Files; waitingPage: WaitingPage };

/**
 * A page of the shop: whoever may enter gets it with a fresh session, everybody else the waiting
 * page, or the same as JSON for an app that asks for that.
 * The origin is asked before the page is served, so that nobody sees the shop flicker and vanish.
 */
export function createGuardedPage({ admission, enter, files, waitingPage }: Deps) {
  return async function guardedPage(incoming: Incoming, visit: Visit): Promise<Response> {
    const settled = await admission.settle(visit);
    const { standing } = settled;
    const final =
      standing.kind === 'called' ? await enter(visit, { ...settled, standing }) : settled;
    const response = await present(incoming, final);
    handOut(response.headers, final.grants, visit.visitor);
    return response;
  };

  function present(incoming: Incoming, settled: Settled): Promise<Response> | Response {
    const { kind } = settled.standing;
    if (kind === 'active' || kind === 'open') {
      return files.shopPage(incoming);
    }
    const { request } = incoming;
    if (isNavigation(request)) {
      return waitingPage(settled, incoming);
    }
    return acceptsJson(request.headers) && isHeld(settled)
      ? heldPageReply(settled, incoming)
      : refusedCall(settled, incoming);
  }
}
