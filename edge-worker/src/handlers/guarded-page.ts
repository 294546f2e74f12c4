import { REQUEST_ID_HEADER } from '@frontrow/protocol';
import { isIn, type GoIn } from '../gate/go-in.ts';
import type { Settled, Visit } from '../gate/standing.ts';
import type { Incoming, Trace } from '../incoming.ts';
import { logInLocation } from '../paths/log-in-path.ts';
import { acceptsJson, isNavigation } from '../replies/negotiate.ts';
import { heldPageReply, isHeld, refusedCall } from '../replies/room-replies.ts';
import type { WaitingPage } from '../replies/waiting-page.ts';
import { clearRoomCookies, handOut } from '../visitor/grants.ts';
import type { Files } from './files.ts';

type Deps = { goIn: GoIn; files: Files; waitingPage: WaitingPage };

/**
 * A page of the shop: whoever may enter gets it with a fresh session, everybody else the waiting
 * page, or the same as JSON for an app that asks for that.
 * The origin is asked before the page is served, so that nobody sees the shop flicker and vanish.
 */
export function createGuardedPage({ goIn, files, waitingPage }: Deps) {
  return async function guardedPage(incoming: Incoming, asked: Visit): Promise<Response> {
    const { visit, settled, endedIn } = await goIn(asked);
    const response = await present(incoming, settled);
    handOut(response.headers, settled.grants, visit.visitor);
    if (endedIn !== undefined) {
      clearRoomCookies(response.headers, endedIn);
    }
    return response;
  };

  function present(incoming: Incoming, settled: Settled): Promise<Response> | Response {
    if (isIn(settled)) {
      return files.shopPage(incoming);
    }
    const { request, target, trace } = incoming;
    if (isNavigation(request)) {
      if (isToLogIn(settled)) {
        return redirect(logInLocation(`${target.path}${target.search}`), trace);
      }
      return waitingPage(settled, incoming);
    }
    return acceptsJson(request.headers) && isHeld(settled)
      ? heldPageReply(settled, incoming)
      : refusedCall(settled, incoming);
  }
}

/** The room takes only who is logged in. */
function isToLogIn({ standing }: Settled): boolean {
  return standing.kind === 'refused' && standing.code === 'login_required';
}

function redirect(location: string, { requestId }: Trace): Response {
  const headers = {
    location,
    'cache-control': 'private, no-store',
    [REQUEST_ID_HEADER]: requestId,
  };
  return new Response(null, { status: 303, headers });
}
