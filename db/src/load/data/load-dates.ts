import { GROUP } from './load-sizes.ts';

/** Dates of the concerts of a group: a few run for a week, most have one. */
const DATES = [7, 3, 2, 2, ...Array.from({ length: 16 }, () => 1)];
const FIRST_DATE = DATES.map((_, concert) => DATES.slice(0, concert).reduce((a, b) => a + b, 0));
const CONCERT_OF_DATE = DATES.flatMap((dates, concert) =>
  Array.from({ length: dates }, () => concert),
);

/** Concerts and schedules count from 1, and the dates of a concert follow each other. */
export function concertOf(scheduleId: number): number {
  const group = Math.floor((scheduleId - 1) / GROUP.dates);
  return group * GROUP.concerts + (CONCERT_OF_DATE[(scheduleId - 1) % GROUP.dates] ?? 0) + 1;
}

export function datesOf(concertId: number): { first: number; count: number } {
  const group = Math.floor((concertId - 1) / GROUP.concerts);
  const concert = (concertId - 1) % GROUP.concerts;
  return {
    first: group * GROUP.dates + (FIRST_DATE[concert] ?? 0) + 1,
    count: DATES[concert] ?? 0,
  };
}

const FIRST_DAY = -100;
const LAST_DAY = 400;
const DAY_MS = 86_400_000;
/** 19:30 in Seoul. */
const EVENING_MS = 10.5 * 3_600_000;

/** Concerts that were made first are played first; a fifth is over. Milliseconds since 1970. */
export function startsAt(scheduleId: number, concerts: number, baseMs: number): number {
  const concertId = concertOf(scheduleId);
  const night = scheduleId - datesOf(concertId).first;
  const day = FIRST_DAY + Math.floor(((concertId - 1) / concerts) * (LAST_DAY - FIRST_DAY));
  return baseMs + (day + night) * DAY_MS + EVENING_MS;
}
