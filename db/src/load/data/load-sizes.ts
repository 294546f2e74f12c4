/** What the published comparison ran on; scale 1 is as large. */
const FULL = {
  users: 1_000_000,
  concerts: 2_000_000,
  schedules: 3_000_000,
  reservations: 2_000_000,
};

/** Concerts come in groups: this many, with so many dates together. Seats come in groups of four halls. */
export const GROUP = { concerts: 20, dates: 30 };
/** Makes the number of schedules a multiple of both kinds of groups. */
const GROUPS_TOGETHER = 2;

export const MIN_SCALE = 0.0005;

export type LoadSizes = {
  users: number;
  concerts: number;
  schedules: number;
  reservations: number;
};

/** Rows at a scale between MIN_SCALE and 1: two thirds of a concert and of a reservation for each date. */
export function sizesAt(scale: number): LoadSizes {
  const step = GROUP.dates * GROUPS_TOGETHER;
  const schedules = Math.round((FULL.schedules * scale) / step) * step;
  return {
    users: Math.round(FULL.users * scale),
    concerts: (schedules / GROUP.dates) * GROUP.concerts,
    schedules,
    reservations: Math.round(FULL.reservations * scale),
  };
}
