import type { GoIn } from '../gate/go-in.ts';
import { refusedStanding, type Settled, type Visit } from '../gate/standing.ts';
import { answered, originAway } from '../handlers/api-replies.ts';
import type { Forward } from '../handlers/forward.ts';
import type { ObeyCommand } from '../handlers/obey-command.ts';
import { readBody, SHOP_BODY_BYTES } from '../handlers/read-body.ts';
import type { Incoming } from '../incoming.ts';
import type { WaitingPage } from '../replies/waiting-page.ts';
import { handOut } from '../visitor/grants.ts';
import { readKeptForm } from './read-kept-form.ts';

type Deps = {
  goIn: GoIn;
  forward: Forward;
  obeyCommand: ObeyCommand;
  waitingPage: WaitingPage;
};

/**
 * A form sent from one of the shop's own pages. Whoever is inside is forwarded, like every other guarded call;
 * everybody else gets the waiting page with what was filled in, to be sent again by hand once inside.
 */
export function createFormPost(deps: Deps) {
  const { goIn, forward, obeyCommand, waitingPage } = deps;

  return async function formPost(incoming: Incoming, asked: Visit): Promise<Response> {
    const body = await readBody(incoming.request, SHOP_BODY_BYTES);
    const { visit, settled } = await goIn(joining(asked));
    const { standing } = settled;
    if (standing.kind !== 'active' && standing.kind !== 'open') {
      return keep(incoming, visit, settled, body);
    }
    const place = standing.kind === 'active' ? standing.place : null;
    const sessionToken = settled.grants.sessionToken ?? visit.visitor.sessionToken;
    const passage = { incoming, body, place, sessionToken };
    const forwarded = await obeyCommand(passage, await forward.forward(passage));
    if (forwarded.kind === 'away') {
      // Nobody knows whether it arrived: it is not offered again as if it had not.
      return originAway(incoming);
    }
    if (forwarded.kind === 'answered') {
      return answered(incoming, visit, settled, forwarded);
    }
    return place === null
      ? keep(incoming, visit, refusedAs(settled, 'place_required'), body)
      : keep(
          incoming,
          visit,
          { ...settled, standing: refusedStanding(forwarded.reason, place) },
          body,
        );
  };

  async function keep(
    incoming: Incoming,
    { visitor }: Visit,
    settled: Settled,
    body: Uint8Array<ArrayBuffer> | undefined,
  ): Promise<Response> {
    const response = waitingPage(settled, incoming, await readKeptForm(incoming, body));
    handOut(response.headers, settled.grants, visitor);
    return response;
  }
}

/** The line that is joined is the path's own, also where another room would have served. */
function joining(visit: Visit): Visit {
  const { orElse } = visit;
  return orElse === undefined
    ? { ...visit, mayJoin: true }
    : { ...visit, orElse: { ...orElse, mayJoin: true } };
}

function refusedAs(settled: Settled, code: 'place_required'): Settled {
  return { ...settled, standing: { kind: 'refused', code } };
}
