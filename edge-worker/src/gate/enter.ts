import type { Place } from '@frontrow/protocol';
import type { EnterOutcome, RoomClient } from '../origin/room-client.ts';
import type { Admission } from './admission.ts';
import { refusedStanding, type Called, type Settled, type Visit } from './standing.ts';

type Deps = { rooms: RoomClient; admission: Admission };

export type Enter = ReturnType<typeof createEnter>;

/** Asks the origin to let a called place in. An answer that gives it another place is followed once. */
export function createEnter({ rooms, admission }: Deps) {
  return async function enter(visit: Visit, called: Called): Promise<Settled> {
    const { place } = called.standing;
    const outcome = await ask(visit, place);
    const next = await recover(visit, place, outcome);
    if (next === undefined) {
      return afterEnter(outcome, called);
    }
    const { standing } = next;
    if (standing.kind !== 'called') {
      return next;
    }
    const again = standing.place.id === place.id ? visit : forgetting(visit);
    return afterEnter(await ask(again, standing.place), { ...next, standing });
  };

  function ask({ trace, visitor }: Visit, place: Place): Promise<EnterOutcome> {
    return rooms.enter(trace, place, visitor.sessionToken);
  }

  /** What a refusal allows before it is final: the lost place restored, or a new one where the old has ended. */
  async function recover(visit: Visit, place: Place, outcome: EnterOutcome) {
    if (outcome.kind !== 'refused') {
      return undefined;
    }
    if (outcome.reason === 'lost') {
      return admission.restore(visit, place);
    }
    const isOver = outcome.reason === 'ended' || outcome.reason === 'required';
    return isOver && visit.mayJoin ? admission.settle(forgetting(visit)) : undefined;
  }
}

function afterEnter(outcome: EnterOutcome, called: Called): Settled {
  const { place } = called.standing;
  if (outcome.kind === 'away') {
    return { ...called, standing: { kind: 'away', place } };
  }
  if (outcome.kind === 'refused') {
    return { ...called, standing: refusedStanding(outcome.reason, place) };
  }
  const { expiresAt, sessionToken } = outcome;
  const grants = sessionToken === undefined ? called.grants : { ...called.grants, sessionToken };
  return { ...called, standing: { kind: 'active', place, expiresAt }, grants };
}

/** The same visitor without the place that has ended, and without its session. */
function forgetting(visit: Visit): Visit {
  const gone = { place: undefined, sessionToken: undefined, session: undefined };
  return { ...visit, visitor: { ...visit.visitor, ...gone } };
}
