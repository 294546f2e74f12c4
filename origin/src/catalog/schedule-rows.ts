import type { ScheduleSummary } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { FREE } from '../reservations/free-seats.ts';

export type ScheduleRow = {
  id: number;
  concertId: number;
  startsAt: Date;
  layoutId: number;
  seatLimit: number;
  seatsTotal: number;
  seatsLeft: number;
  priceFrom: number | null;
  venueId: number;
  venueName: string;
  city: string;
  /** 1 while the date is still to come. */
  onSale: 0 | 1;
};

/**
 * Schedules with what a buyer wants to know of them. `where` is SQL of ours, never input. The order of the
 * joins is told: with old statistics the server may begin at the few halls, and read every date there is.
 */
export async function readScheduleRows(
  knex: Knex,
  where: string,
  bindings: Knex.RawBinding[],
): Promise<ScheduleRow[]> {
  const [rows] = (await knex.raw(
    `SELECT STRAIGHT_JOIN schedule.id, schedule.concert_id AS concertId, schedule.starts_at AS startsAt,
            schedule.layout_id AS layoutId, schedule.seat_limit AS seatLimit,
            layout.seat_count AS seatsTotal, venue.id AS venueId, venue.name AS venueName,
            venue.city, schedule.starts_at > NOW(3) AS onSale,
            (SELECT COUNT(*) FROM seat
              WHERE seat.schedule_id = schedule.id AND ${FREE}) AS seatsLeft,
            (SELECT MIN(schedule_price.price) FROM schedule_price
              WHERE schedule_price.schedule_id = schedule.id) AS priceFrom
       FROM schedule
       JOIN layout ON layout.id = schedule.layout_id
       JOIN venue ON venue.id = layout.venue_id
      WHERE ${where}`,
    bindings,
  )) as [ScheduleRow[]];
  return rows;
}

export function scheduleSummary(row: ScheduleRow): ScheduleSummary {
  return {
    id: row.id,
    concertId: row.concertId,
    startsAt: row.startsAt.toISOString(),
    venue: { id: row.venueId, name: row.venueName, city: row.city },
    layoutId: row.layoutId,
    seatsTotal: row.seatsTotal,
    seatsLeft: row.seatsLeft,
    priceFrom: row.priceFrom ?? 0,
  };
}

/** Soonest first. */
export async function readSchedulesById(knex: Knex, ids: number[]): Promise<ScheduleSummary[]> {
  const places = ids.map(() => '?').join(', ');
  const where = `schedule.id IN (${places}) ORDER BY schedule.starts_at`;
  return (await readScheduleRows(knex, where, ids)).map(scheduleSummary);
}
