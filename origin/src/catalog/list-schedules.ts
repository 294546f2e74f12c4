import { Concert } from '@frontrow/db';
import { AppError, type ScheduleSummary } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { Cache, Cached } from '../cache/cache.ts';
import { CATALOG } from './catalog-cache.ts';
import { readScheduleRows, scheduleSummary } from './schedule-rows.ts';

/** Each date costs a count over its seats: a concert that has more shows the soonest. */
const DATES_AT_MOST = 200;
/** Seats left change all the time, and a list need not show the last one. */
const DATES_TTL_MS = 2_000;

export type ListSchedules = ReturnType<typeof createListSchedules>;

/** The dates of a concert that are still to come, soonest first. */
export function createListSchedules({ knex, cache }: { knex: Knex; cache: Cache }) {
  return function listSchedules(concertId: number): Promise<Cached> {
    return cache.read({
      group: CATALOG,
      name: `schedules:${concertId}`,
      ttlMs: DATES_TTL_MS,
      load: async () => JSON.stringify({ items: await load(concertId) }),
    });
  };

  async function load(concertId: number): Promise<ScheduleSummary[]> {
    const rows = await readScheduleRows(
      knex,
      'schedule.concert_id = ? AND schedule.starts_at > NOW(3) ORDER BY schedule.starts_at LIMIT ?',
      [concertId, DATES_AT_MOST],
    );
    if (rows.length === 0 && (await Concert.query(knex).findById(concertId)) === undefined) {
      throw new AppError('not_found', 'There is no such concert.');
    }
    return rows.map(scheduleSummary);
  }
}
