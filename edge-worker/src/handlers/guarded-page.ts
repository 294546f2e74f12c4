import type { Admission } from '../gate/admission.ts';
import type { Enter } from '../gate/enter.ts';
import type { Settled, Visit } from '../gate/standing.ts';
import type { Incoming } from '../incoming.ts';
import { acceptsJson, isNavigation } from '../replies/negotiate.ts';
import { heldPageReply, isHeld, refusedCall } from '../replies/room-replies.ts';
import type { WaitingPage } from '../replies/waiting-page.ts';
import { clearRoomCookies, handOut } from '../visitor/grants.ts';
import type { Files } from './files.ts';

type Deps = { admission: Admission; enter: Enter; files: Files; waitingPage: WaitingPage };

/**
 * A page of the shop: whoever may enter gets it with a fresh session, everybody else the waiting
 * page, or the same as JSON for an app that asks for that.
 * The origin is asked before the page is served, so that nobody sees the shop flicker and vanish.
 */
export function createGuardedPage({ admission, enter, files, waitingPage }: Deps) {
  return async function guardedPage(incoming: Incoming, visit: Visit): Promise<Response> {
    const settled = await goIn(visit);
    const { orElse, visitor, room } = visit;
    if (orElse === undefined || isIn(settled) || settled.standing.kind === 'away') {
      return reply(incoming, visit, settled);
    }
    // Served by the way from another room, which does not let this visitor in any more.
    const response = await reply(incoming, orElse, await goIn(orElse));
    if (isEnded(settled) && visitor.transport === 'cookie') {
      clearRoomCookies(response.headers, room.id);
    }
    return response;
  };

  async function goIn(visit: Visit): Promise<Settled> {
    const settled = await admission.settle(visit);
    const { standing } = settled;
    return standing.kind === 'called' ? enter(visit, { ...settled, standing }) : settled;
  }

  async function reply(incoming: Incoming, { visitor }: Visit, settled: Settled) {
    const response = await present(incoming, settled);
    handOut(response.headers, settled.grants, visitor);
    return response;
  }

  function present(incoming: Incoming, settled: Settled): Promise<Response> | Response {
    if (isIn(settled)) {
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

function isIn({ standing: { kind } }: Settled): boolean {
  return kind === 'active' || kind === 'open';
}

function isEnded({ standing }: Settled): boolean {
  return standing.kind === 'refused' && standing.code === 'place_ended';
}
