import { Concert, SchedulePrice } from '@frontrow/db';
import { AppError, type ScheduleDetail, type SectionPrice } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { Cache, Cached } from '../cache/cache.ts';
import { ofSchedule, SEATS_TTL_MS } from './catalog-cache.ts';
import { readScheduleRows, scheduleSummary } from './schedule-rows.ts';

export type ReadSchedule = ReturnType<typeof createReadSchedule>;

export function createReadSchedule({ knex, cache }: { knex: Knex; cache: Cache }) {
  return function readSchedule(scheduleId: number): Promise<Cached> {
    return cache.read({
      group: ofSchedule(scheduleId),
      name: 'detail',
      ttlMs: SEATS_TTL_MS,
      load: async () => JSON.stringify(await load(scheduleId)),
    });
  };

  async function load(scheduleId: number): Promise<ScheduleDetail> {
    const [row] = await readScheduleRows(knex, 'schedule.id = ?', [scheduleId]);
    if (row === undefined) {
      throw new AppError('not_found', 'There is no such date.');
    }
    const concert = await Concert.query(knex)
      .findById(row.concertId)
      .select('title', 'artist')
      .throwIfNotFound();
    return {
      ...scheduleSummary(row),
      concertTitle: concert.title,
      artist: concert.artist,
      sections: await loadSections(scheduleId),
      seatLimit: row.seatLimit,
      onSale: row.onSale === 1,
    };
  }

  function loadSections(scheduleId: number): Promise<SectionPrice[]> {
    return knex(SchedulePrice.tableName)
      .join('schedule', 'schedule.id', 'schedulePrice.scheduleId')
      .join('section', (on) => {
        void on
          .on('section.layoutId', 'schedule.layoutId')
          .andOn('section.sectionNo', 'schedulePrice.sectionNo');
      })
      .where('schedulePrice.scheduleId', scheduleId)
      .orderBy('section.sectionNo')
      .select(
        'section.sectionNo',
        'section.name',
        'section.firstSeatNo',
        'section.seatCount',
        'schedulePrice.price',
      );
  }
}
