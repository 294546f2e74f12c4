import type { Place } from '@frontrow/protocol';
import type { Admission } from '../gate/admission.ts';
import { drawnPlace } from '../gate/drawn-place.ts';
import type { Enter } from '../gate/enter.ts';
import type { Settled } from '../gate/standing.ts';
import { askedOrigin } from '../incoming.ts';
import { handOut } from '../visitor/grants.ts';
import { VWR_BASE } from './vwr-call.ts';
import type { VwrAsk } from './vwr-calls.ts';
import type { VwrKey } from './vwr-key.ts';
import { NO_KEY, vwrAway, vwrError, vwrReply } from './vwr-reply.ts';
import { mintVwrTokens } from './vwr-tokens.ts';
import { vwrVisit } from './vwr-visit.ts';

type Deps = { admission: Admission; enter: Enter; key: VwrKey | undefined };

/** Goes in, and proves it with tokens. Only the origin's `enter` lets in; without it there is no token. */
export function createGenerateToken({ admission, enter, key }: Deps) {
  return async function generateToken(ask: VwrAsk): Promise<Response> {
    const { request } = ask;
    const origin = askedOrigin(ask.incoming.request);
    // Before anybody goes in: an entry without a token would be a slot for nothing.
    if (key === undefined) {
      return vwrError(404, NO_KEY);
    }
    if (request.kind === 'expired') {
      return vwrError(410, 'Queue position has expired');
    }
    if (request.kind !== 'place') {
      return vwrError(request.kind === 'unknown' ? 404 : 400, 'Invalid event or request ID');
    }
    const settled = await goIn(ask, request.place);
    const { standing } = settled;
    return standing.kind === 'active'
      ? tokensReply(ask, { ...settled, standing }, { key, origin })
      : refusal(standing);
  };

  async function goIn(ask: VwrAsk, place: Place): Promise<Settled> {
    const visit = vwrVisit(ask, place);
    const settled = await admission.settle(visit);
    const { standing } = settled;
    if (standing.kind === 'open') {
      // Nobody need wait now, but how long the tokens last is still the origin's to say.
      const drawn = drawnPlace(place, ask.room.snapshot);
      return enter(visit, { ...settled, standing: { kind: 'called', place: drawn } });
    }
    return standing.kind === 'called' ? enter(visit, { ...settled, standing }) : settled;
  }
}

function refusal(standing: Settled['standing']): Response {
  if (standing.kind === 'away') {
    return vwrAway();
  }
  const isOver =
    standing.kind === 'refused' &&
    (standing.code === 'place_ended' || standing.code === 'place_required');
  return isOver
    ? vwrError(410, 'Token corresponding to request id has expired')
    : vwrError(202, 'Request ID not being served yet');
}

type Active = Settled & { standing: Extract<Settled['standing'], { kind: 'active' }> };

type Issuer = { key: VwrKey; origin: string };

async function tokensReply(
  ask: VwrAsk,
  active: Active,
  { key, origin }: Issuer,
): Promise<Response> {
  const { request } = ask.incoming;
  const { eventId, requestId = '' } = ask.input;
  const { standing, room, grants } = active;
  const entry = {
    eventId,
    requestId,
    queueNumber: standing.place.number ?? 0,
    issuer: `${origin}${VWR_BASE}`,
    expiresAt: new Date(standing.expiresAt),
    sessionSeconds: (room.snapshot?.settings.session_duration ?? 0) * 60,
  };
  const reply = vwrReply(200, await mintVwrTokens(key, entry, Date.now()));
  const isOwnPage = request.headers.get('sec-fetch-site') === 'same-origin';
  // A page of this host goes on to the shop with cookies, everybody else with these headers.
  const transport = isOwnPage ? 'cookie' : 'header';
  handOut(reply.headers, { placeToken: requestId, ...grants }, { transport, wantsHeader: true });
  return reply;
}
