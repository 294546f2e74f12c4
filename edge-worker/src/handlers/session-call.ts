import type { Admission } from '../gate/admission.ts';
import type { Settled, Standing, Visit } from '../gate/standing.ts';
import type { Incoming } from '../incoming.ts';
import type { AskClaim } from '../origin/ask-claim.ts';

type Deps = { admission: Admission; askClaim: AskClaim };

export type SessionCall = ReturnType<typeof createSessionCall>;

/**
 * How long a visitor who is inside may stay, from the origin itself: the session that its browser holds is
 * renewed only in steps, so that it may end sooner than the stay. Asking prolongs nothing. Whoever waits is
 * answered from the edge, as by a status.
 */
export function createSessionCall({ admission, askClaim }: Deps) {
  return async function sessionCall({ trace }: Incoming, visit: Visit): Promise<Settled> {
    const settled = await admission.settle({ ...visit, mayJoin: false });
    const { standing } = settled;
    if (standing.kind !== 'called') {
      return settled;
    }
    const { place } = standing;
    const claim = await askClaim(trace, place);
    if (claim === undefined) {
      return { ...settled, standing: asHeld(standing, visit) };
    }
    if (claim.state === 'gone') {
      return { ...settled, standing: { kind: 'refused', code: 'place_ended' } };
    }
    if (claim.state !== 'active') {
      return settled;
    }
    const expiresAt = new Date(Date.now() + (claim.secondsLeft ?? 0) * 1000).toISOString();
    return { ...settled, standing: { kind: 'active', place, expiresAt } };
  };
}

/** The origin is away: what the visitor's own session says is the least that is true. */
function asHeld({ place }: Extract<Standing, { kind: 'called' }>, { visitor }: Visit): Standing {
  return visitor.session === undefined
    ? { kind: 'away', place }
    : { kind: 'active', place, expiresAt: visitor.session.expiresAt.toISOString() };
}
