import type { Plan } from './plan.ts';

/**
 * Bounds are what a small machine must keep to; figures for the README come from measured runs, never
 * from here. Bookings are bounded from below, so that a run in which nothing was sold is no success.
 */
const CALM = { p95Ms: 500, p99Ms: 1000, errorShare: 0 };
const CROWDED = { p95Ms: 1000, p99Ms: 2500, errorShare: 0.01 };
const POLLS = { p95Ms: 250, p99Ms: 750, errorShare: 0.001 };

export const PLANS = {
  smoke: {
    name: 'smoke',
    question: 'Does every call of the shop work for a single buyer at a time?',
    visit: 'journey',
    load: { shape: 'steady', perSecond: 0.5, seconds: 10 },
    thinkSeconds: 0,
    business: CALM,
    poll: POLLS,
    bookingsAtLeast: 1,
  },
  'buyer-journey': {
    name: 'buyer-journey',
    question: 'How fast are the seven calls of a buyer at an everyday rate?',
    visit: 'journey',
    load: { shape: 'steady', perSecond: 10, seconds: 60 },
    thinkSeconds: 0.5,
    business: CALM,
    poll: POLLS,
    bookingsAtLeast: 1,
  },
  'ramp-5000': {
    name: 'ramp-5000',
    question: 'What becomes of the shop while 5,000 users come in within five minutes?',
    visit: 'journey',
    load: { shape: 'ramp', users: 5000, journeySeconds: 10, seconds: 300 },
    thinkSeconds: 1,
    business: CROWDED,
    poll: POLLS,
    bookingsAtLeast: 1,
  },
  'on-sale-rush': {
    name: 'on-sale-rush',
    question: 'Do those inside shop undisturbed when everybody comes at the same moment?',
    visit: 'journey',
    load: { shape: 'burst', visitors: 2000, seconds: 120 },
    thinkSeconds: 0.5,
    business: CROWDED,
    poll: POLLS,
    bookingsAtLeast: 1,
  },
  'seat-war': {
    name: 'seat-war',
    question: 'Is each of 50 seats sold once, and to the end, when thousands want them?',
    visit: 'war',
    load: { shape: 'burst', visitors: 2000, seconds: 120 },
    thinkSeconds: 0,
    business: CROWDED,
    poll: POLLS,
    bookingsAtLeast: 50,
  },
  'waiting-crowd': {
    name: 'waiting-crowd',
    question: 'What does a crowd cost that only waits and polls?',
    visit: 'crowd',
    load: { shape: 'burst', visitors: 5000, seconds: 60 },
    thinkSeconds: 0,
    poll: POLLS,
    bookingsAtLeast: 0,
  },
  soak: {
    name: 'soak',
    question: 'Is the shop as fast after a long time as at the beginning?',
    visit: 'journey',
    load: { shape: 'steady', perSecond: 5, seconds: 1800 },
    thinkSeconds: 0.5,
    business: CALM,
    poll: POLLS,
    lastThird: { timesFirst: 1.5 },
    bookingsAtLeast: 1,
  },
  spike: {
    name: 'spike',
    question: 'Does the shop come through a sudden tenfold rush, and back?',
    visit: 'journey',
    load: { shape: 'spike', perSecond: 5, peakPerSecond: 50, seconds: 90 },
    thinkSeconds: 0.5,
    business: CROWDED,
    poll: POLLS,
    // Not as a multiple: the line of the peak is still being let in, faster than the first visitors came.
    lastThird: { p95Ms: CALM.p95Ms },
    bookingsAtLeast: 1,
  },
  browser: {
    name: 'browser',
    question: 'How long does a person look at what, from the first page to the shop?',
    visit: 'browse',
    load: { shape: 'steady', perSecond: 0.2, seconds: 30 },
    thinkSeconds: 0,
    business: { p95Ms: 4000, p99Ms: 8000, errorShare: 0 },
    bookingsAtLeast: 0,
  },
} as const satisfies Record<string, Plan>;

export type PlanName = keyof typeof PLANS;

export function isPlanName(name: string): name is PlanName {
  return Object.hasOwn(PLANS, name);
}
