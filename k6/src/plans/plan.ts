import type { Load } from './load.ts';

/** Where in the run a request was sent; runs that must end as they began are judged by it. */
export type Part = 'first' | 'middle' | 'last';

export function partOf(share: number): Part {
  if (share < 1 / 3) {
    return 'first';
  }
  return share < 2 / 3 ? 'middle' : 'last';
}

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
  /** How the run must end: the 95th percentile of business calls in its last third, by itself or as a multiple of the first's. */
  lastThird?: { p95Ms: number } | { timesFirst: number };
  /** Seats that must have been bought by the end. */
  bookingsAtLeast: number;
};
