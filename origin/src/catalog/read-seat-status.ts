import {
  AppError,
  SEAT_AVAILABLE,
  SEAT_HELD,
  SEAT_SOLD,
  type SeatStatus,
} from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { Cache, Cached } from '../cache/cache.ts';
import { FREE } from '../reservations/free-seats.ts';
import { ofSchedule, SEATS_TTL_MS } from './catalog-cache.ts';

export type ReadSeatStatus = ReturnType<typeof createReadSeatStatus>;

/** Which seats are free, held and sold: one range of the primary key, of which only taken seats are sent. */
export function createReadSeatStatus({ knex, cache }: { knex: Knex; cache: Cache }) {
  return function readSeatStatus(scheduleId: number): Promise<Cached> {
    return cache.read({
      group: ofSchedule(scheduleId),
      name: 'seats',
      ttlMs: SEATS_TTL_MS,
      load: async () => JSON.stringify(await load(scheduleId)),
    });
  };

  async function load(scheduleId: number): Promise<SeatStatus> {
    const layout = await knex('schedule')
      .join('layout', 'layout.id', 'schedule.layoutId')
      .where('schedule.id', scheduleId)
      .first<{ seatCount: number } | undefined>('layout.seatCount');
    if (layout === undefined) {
      throw new AppError('not_found', 'There is no such date.');
    }
    // Rows as arrays: thousands of objects would cost more than the query.
    const [taken] = (await knex
      .raw(
        `SELECT seat_no, status = 'SOLD' FROM seat
          WHERE schedule_id = ? AND ${FREE} IS NOT TRUE`,
        [scheduleId],
      )
      .options({ rowsAsArray: true })) as [[seatNo: number, isSold: 0 | 1][]];
    const seats = Buffer.alloc(layout.seatCount, SEAT_AVAILABLE);
    for (const [seatNo, isSold] of taken) {
      seats.write(isSold === 1 ? SEAT_SOLD : SEAT_HELD, seatNo - 1, 'latin1');
    }
    const seatsLeft = layout.seatCount - taken.length;
    return { scheduleId, seatsLeft, seats: seats.toString('latin1') };
  }
}
