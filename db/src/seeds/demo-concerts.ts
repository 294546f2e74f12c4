import { LARGE_HALL_CONCERTS } from './demo-concerts-large.ts';
import { SMALL_HALL_CONCERTS } from './demo-concerts-small.ts';
import type { DemoHallName } from './demo-halls.ts';

export type DemoConcert = {
  title: string;
  artist: string;
  genre: string;
  summary: string;
  hall: DemoHallName;
  /** Days from today to the first date, and how many dates follow each other. */
  inDays: number;
  dates: number;
  /** Price of the dearest seats. */
  topPrice: number;
  /** Share of the seats that are sold on the first date; later dates have sold less. */
  sold: number;
  durationMinutes: number;
  ageLimit: number;
  posterHue: number;
};

export type DemoConcertLine = [
  title: string,
  artist: string,
  genre: string,
  hall: DemoHallName,
  inDays: number,
  dates: number,
  topPrice: number,
  sold: number,
  summary: string,
];

/** Degrees between neighbouring posters: the golden angle never repeats a colour nearby. */
const HUE_STEP = 137;

/** 30 concerts; the first date of some is nearly, of one wholly, sold out. */
export const DEMO_CONCERTS: DemoConcert[] = [...SMALL_HALL_CONCERTS, ...LARGE_HALL_CONCERTS].map(
  ([title, artist, genre, hall, inDays, dates, topPrice, sold, summary], index) => ({
    title,
    artist,
    genre,
    summary,
    hall,
    inDays,
    dates,
    topPrice,
    sold,
    durationMinutes: 90 + (index % 4) * 15,
    ageLimit: genre === 'Family' ? 0 : ([8, 12, 15][index % 3] ?? 8),
    posterHue: (200 + index * HUE_STEP) % 360,
  }),
);
