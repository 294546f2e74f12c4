import type { Cache } from '../cache/cache.ts';

/** Everything that only operators change. */
export const CATALOG = 'catalog';
/** What changes with each hold of a seat of this schedule. */
export const ofSchedule = (scheduleId: number): string => `schedule:${scheduleId}`;

/** How long a concert or a list of them may be shown after a change whose invalidation was lost. */
export const CATALOG_TTL_MS = 5_000;
/** Also how late a hold that has lapsed by itself is seen: nothing happens then that could tell. */
export const SEATS_TTL_MS = 1_000;

/** What other features call after the commit of a change that buyers see. */
export function createCatalogCache(cache: Cache) {
  return {
    invalidateSchedule: (scheduleId: number): void => cache.invalidate(ofSchedule(scheduleId)),
    invalidateCatalog: (): void => cache.invalidate(CATALOG),
  };
}
