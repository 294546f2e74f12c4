import type { Admission } from './admission.ts';
import type { Enter } from './enter.ts';
import type { Settled, Visit } from './standing.ts';

type Deps = { admission: Admission; enter: Enter };

/** How a visitor stands after the door, and by which visit. */
export type Entered = {
  visit: Visit;
  settled: Settled;
  /** The room whose place turned out to be over on the way: its browser can forget it. */
  endedIn?: string;
};

export type GoIn = ReturnType<typeof createGoIn>;

/**
 * Asks the origin to let a visitor in. Served by the way from another room that does not let it in any more, it
 * stands at the door of the path's own room.
 */
export function createGoIn({ admission, enter }: Deps) {
  return async function goIn(visit: Visit): Promise<Entered> {
    const settled = await through(visit);
    const { kind } = settled.standing;
    if (visit.orElse === undefined || isIn(settled) || kind === 'away') {
      return { visit, settled };
    }
    const other = await through(visit.orElse);
    return {
      visit: visit.orElse,
      settled: other,
      ...(isEnded(settled) && visit.visitor.transport === 'cookie'
        ? { endedIn: visit.room.id }
        : {}),
    };
  };

  async function through(visit: Visit): Promise<Settled> {
    const settled = await admission.settle(visit);
    const { standing } = settled;
    return standing.kind === 'called' ? enter(visit, { ...settled, standing }) : settled;
  }
}

export function isIn({ standing: { kind } }: Settled): boolean {
  return kind === 'active' || kind === 'open';
}

function isEnded({ standing }: Settled): boolean {
  return standing.kind === 'refused' && standing.code === 'place_ended';
}
