import type { Load } from './load.ts';

export type Bounds = { p95Ms: number; p99Ms: number; errorShare: number };

/** One question and what counts as a good answer to it. */
export type Plan = {
  name: string;
  question: string;
  visit: 'journey' | 'war' | 'crowd' | 'browse';
  load: Load;
  /** Between two calls of a buyer. */
  thinkSeconds: number;
  business?: Bounds;
  poll?: Bounds;
  /** Seats that must have been bought by the end. */
  bookingsAtLeast: number;
};
