import type { Door } from '../doors/door.ts';
import { createEdgeDoor } from '../doors/edge-door.ts';
import { createOriginDoor } from '../doors/origin-door.ts';
import type { Plan } from '../plans/plan.ts';
import { buyerJourney } from './buyer-journey.ts';
import { type Prize, seatWar } from './seat-war.ts';
import type { Tools, Visit } from './step.ts';
import { waitOnly } from './wait-for-turn.ts';

export type Target = 'edge' | 'origin';

/** What was prepared before the clock started. */
export type Preparation = {
  logins: readonly string[];
  prize: Prize;
  /** Where given, each buyer comes for one of these, whatever the first page of the list shows. */
  concerts?: readonly number[];
};

export type DoorOptions = { target: Target; edgeKeys: string; tools: Tools };

export function createDoor({ target, edgeKeys, tools }: DoorOptions): Door {
  return target === 'edge' ? createEdgeDoor() : createOriginDoor(edgeKeys, tools);
}

type Start = DoorOptions & {
  plan: Plan;
  preparation: Preparation;
  /** Counts the visitors of a run from 0: each takes the next account in turn. */
  index: number;
  isOver: () => boolean;
};

/** The visit of one new visitor, with a place of its own and a real account. */
export function startVisit({ plan, preparation, index, isOver, ...door }: Start): Visit {
  const visitorsDoor = createDoor(door);
  if (plan.visit === 'crowd') {
    return waitOnly({ door: visitorsDoor, isOver });
  }
  const { logins, prize, concerts } = preparation;
  const login = logins[index % logins.length];
  if (login === undefined) {
    throw new Error('No account was prepared for this run.');
  }
  const buyer = {
    door: visitorsDoor,
    tools: door.tools,
    login,
    thinkSeconds: plan.thinkSeconds,
    concerts,
  };
  return plan.visit === 'war' ? seatWar(buyer, prize, isOver) : buyerJourney(buyer, isOver);
}
