import { z } from 'zod';
import { id, pageOf, pageQuery, points, timestamp } from './values.ts';

/** `GET /api/concerts?q=&cursor=&limit=`: `q` searches title and artist. */
export const concertsQuery = pageQuery.extend({ q: z.string().trim().max(80).optional() });

export const concertSummary = z.object({
  id,
  title: z.string(),
  artist: z.string(),
  genre: z.string(),
  /** 0–359: the colour of the poster that the shop draws. */
  posterHue: z.number().int().min(0).max(359),
  /** First and last date that is still to come; null when there is none. */
  firstStartsAt: timestamp.nullable(),
  lastStartsAt: timestamp.nullable(),
  cities: z.array(z.string()),
  priceFrom: points.nullable(),
});
export type ConcertSummary = z.infer<typeof concertSummary>;
export const concertPage = pageOf(concertSummary);

/** `GET /api/concerts/:concertId` */
export const concertDetail = concertSummary.extend({
  summary: z.string(),
  durationMinutes: z.number().int().positive(),
  ageLimit: z.number().int().nonnegative(),
});
export type ConcertDetail = z.infer<typeof concertDetail>;

export const scheduleSummary = z.object({
  id,
  concertId: id,
  startsAt: timestamp,
  venue: z.object({ id, name: z.string(), city: z.string() }),
  layoutId: id,
  seatsTotal: z.number().int().nonnegative(),
  seatsLeft: z.number().int().nonnegative(),
  priceFrom: points,
});
export type ScheduleSummary = z.infer<typeof scheduleSummary>;

/** `GET /api/concerts/:concertId/schedules`: dates to come, soonest first. */
export const schedulesReply = z.object({ items: z.array(scheduleSummary) });

export const sectionPrice = z.object({
  sectionNo: id,
  name: z.string(),
  firstSeatNo: id,
  seatCount: id,
  price: points,
});
export type SectionPrice = z.infer<typeof sectionPrice>;

/** `GET /api/schedules/:scheduleId` */
export const scheduleDetail = scheduleSummary.extend({
  concertTitle: z.string(),
  artist: z.string(),
  sections: z.array(sectionPrice),
  seatLimit: z.number().int().positive(),
  onSale: z.boolean(),
});
export type ScheduleDetail = z.infer<typeof scheduleDetail>;

/**
 * `GET /api/layouts/:layoutId`: where the seats are. Never changes once made, so it is cacheable for ever.
 * Coordinates are in tenths of a seat width; the stage is at the top. Seat numbers count up
 * through sections, rows and seats: seat k of a row is `firstSeatNo + k`.
 */
export const layout = z.object({
  id,
  venueId: id,
  seatCount: id,
  width: z.number(),
  height: z.number(),
  stage: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
  sections: z.array(
    z.object({
      sectionNo: id,
      name: z.string(),
      rows: z.array(
        z.object({
          label: z.string(),
          firstSeatNo: id,
          /** [x, y] of each seat's centre. */
          seats: z.array(z.tuple([z.number(), z.number()])),
        }),
      ),
    }),
  ),
});
export type Layout = z.infer<typeof layout>;

/** One character a seat in `seatStatus.seats`, at index seatNo − 1. */
export const SEAT_AVAILABLE = 'A';
export const SEAT_HELD = 'H';
export const SEAT_SOLD = 'S';

/** `GET /api/schedules/:scheduleId/seats`: compact, with an ETag, about a second fresh. */
export const seatStatus = z.object({
  scheduleId: id,
  seatsLeft: z.number().int().nonnegative(),
  seats: z.string().regex(/^[AHS]*$/),
});
export type SeatStatus = z.infer<typeof seatStatus>;
