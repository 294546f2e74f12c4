import { type Door, LOST, UNAVAILABLE } from '../doors/door.ts';
import { type Ask, pause, send, type Standing, tell, type Visit } from './step.ts';

const WITHOUT_PLACE: ReadonlySet<string> = new Set([LOST, UNAVAILABLE]);

export type Waiting = {
  door: Door;
  /** The run's time is over: whoever still waits goes home. */
  isOver: () => boolean;
};

/** Joins, polls as told, enters when called. False when the visitor went home without having been in. */
export function* waitForTurn({ door, isOver }: Waiting): Visit<boolean> {
  let next: Ask = door.join();
  for (;;) {
    const standing = yield* askRoom(door, next);
    if (isInside(standing, next)) {
      return true;
    }
    if (standing.state === 'gone') {
      yield* tell({ what: 'left', why: 'place_gone' });
      return false;
    }
    yield* pause(pauseSeconds(standing, next), { inLine: true });
    // Whoever is called just then still goes in; a full door is not waited for any longer.
    if (isOver() && (next.name === 'enter' || !mayEnter(standing))) {
      yield* leave(door);
      yield* tell({ what: 'left', why: 'turn_did_not_come' });
      return false;
    }
    next = nextAsk(door, standing, next);
  }
}

/** Joins and polls, and goes home once called or when the time is over. */
export function* waitOnly({ door, isOver }: Waiting): Visit {
  let asked = door.join();
  let standing = yield* askRoom(door, asked);
  while (standing.state === 'waiting' || standing.state === 'unknown') {
    yield* pause(standing.nextPollSeconds, { inLine: true });
    if (isOver()) {
      break;
    }
    asked = hasNoPlace(standing, asked) ? door.join() : door.status();
    standing = yield* askRoom(door, asked);
  }
  yield* leave(door);
}

export function* leave(door: Door): Visit {
  yield* send(door.leave());
}

function* askRoom(door: Door, ask: Ask): Visit<Standing> {
  const standing = door.standing(yield* send(ask));
  yield* tell({ what: 'standing', standing });
  return standing;
}

/** Only entering proves it; a room that is off lets everybody in without. */
function isInside({ state }: Standing, { name }: Ask): boolean {
  return state === 'open' || (state === 'active' && name === 'enter');
}

/** The room has lost it, or the join that would have given it was not answered. */
function hasNoPlace({ reason, state }: Standing, asked: Ask): boolean {
  return WITHOUT_PLACE.has(reason ?? '') || (state === 'unknown' && asked.name === 'join');
}

function mayEnter({ state, atTheDoor }: Standing): boolean {
  return state === 'called' || state === 'active' || atTheDoor;
}

function nextAsk(door: Door, standing: Standing, asked: Ask): Ask {
  if (hasNoPlace(standing, asked)) {
    return door.join();
  }
  return mayEnter(standing) ? door.enter() : door.status();
}

/** Whoever is called enters at once; everything else comes back when told. */
function pauseSeconds(standing: Standing, asked: Ask): number {
  return mayEnter(standing) && asked.name !== 'enter' ? 0 : standing.nextPollSeconds;
}
