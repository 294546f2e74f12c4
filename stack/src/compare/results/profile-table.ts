import type { Compared } from '../run-comparison.ts';
import { type Way, WAYS } from '../start-way.ts';
import { formatWays, originsTitle, type WayRow } from './comparison-table.ts';

/** What the origins of a number of them were busy with, way by way, over all rounds. */
export type ProfiledOrigins = { origins: number; ways: Record<Way, BusyPlace[]> };
type BusyPlace = { where: string; msPerBooking: number };

const SHOWN = 16;

/** undefined where a run of them was not profiled. */
export function profiledOrigins({ origins, runs }: Compared): ProfiledOrigins | undefined {
  if (runs.length === 0 || runs.some(({ profile }) => profile === undefined)) {
    return undefined;
  }
  const placesOf = (way: Way): BusyPlace[] => {
    const played = runs.filter((run) => run.way === way);
    const bookings = played.reduce((sum, run) => sum + run.bookings, 0);
    const times = new Map<string, number>();
    for (const { busyMs, shares } of played.flatMap(({ profile }) => profile ?? [])) {
      for (const { where, share } of shares) {
        times.set(where, (times.get(where) ?? 0) + share * busyMs);
      }
    }
    return [...times].map(([where, ms]) => ({ where, msPerBooking: ms / Math.max(1, bookings) }));
  };
  return {
    origins,
    ways: Object.fromEntries(WAYS.map((way) => [way, placesOf(way)])) as Record<Way, BusyPlace[]>,
  };
}

/** Milliseconds a booking: in all, where most of it goes in any of the three, and the rest. */
export function profileRows({ ways }: ProfiledOrigins): WayRow[] {
  const timesOf = (way: Way) =>
    new Map(ways[way].map(({ where, msPerBooking }) => [where, msPerBooking]));
  const times = WAYS.map(timesOf);
  const cells = (ms: (of: Map<string, number>) => number) => times.map((of) => ms(of).toFixed(2));
  const most = (where: string) => Math.max(...times.map((of) => of.get(where) ?? 0));
  const places = [...new Set(times.flatMap((of) => [...of.keys()]))].toSorted(
    (one, other) => most(other) - most(one),
  );
  const sum = (of: Map<string, number>, some: readonly string[]) =>
    some.reduce((total, where) => total + (of.get(where) ?? 0), 0);
  return [
    { what: 'in all', cells: cells((of) => sum(of, places)) },
    ...places
      .slice(0, SHOWN)
      .map((where) => ({ what: where, cells: cells((of) => of.get(where) ?? 0) })),
    { what: 'everything else', cells: cells((of) => sum(of, places.slice(SHOWN))) },
  ];
}

export function formatProfile(profiled: ProfiledOrigins): string {
  const title = `${originsTitle(profiled.origins)}, busy with, ms a booking`;
  return formatWays(title, profileRows(profiled));
}
