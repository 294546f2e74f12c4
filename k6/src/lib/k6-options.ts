import type { Options, Scenario } from 'k6/options';
import { ratesOf, visitorsOf } from '../plans/load.ts';
import type { Bounds, Plan } from '../plans/plan.ts';
import { REASONS_TO_LEAVE, UNEXPECTED_STATUSES } from '../visits/step.ts';

const GRACE_SECONDS = 30;
/** Each visitor under way holds a virtual user: those who wait as well. */
const MOST_VUS = 10_000;
/** Made before the clock runs: a user that k6 has to make while visitors come costs it those who come meanwhile. */
const MOST_PREPARED_VUS = 2_000;

/** The plan in k6's words. `dropped_iterations` is bounded: visitors who were never sent are no fast ones. */
export function k6Options(plan: Plan): Options {
  return {
    scenarios: { [plan.name]: scenarioOf(plan) },
    thresholds: {
      dropped_iterations: ['count==0'],
      ...boundsOf('business', plan.business),
      ...boundsOf('poll', plan.poll),
      ...thirdsOf(plan),
      ...KEPT_APART,
      bookings: [`count>=${plan.bookingsAtLeast}`],
    },
    summaryTrendStats: ['count', 'med', 'p(95)', 'p(99)', 'max'],
    userAgent: 'frontrow-load',
  };
}

function scenarioOf({ load, visit }: Plan): Scenario {
  const options = visit === 'browse' ? { browser: { type: 'chromium' } } : {};
  const common = { options, gracefulStop: `${GRACE_SECONDS}s` };
  if (load.shape === 'ramp') {
    // k6's own word for it: a user who waits in line stays that user, and begins no second journey beside the first.
    const stages = [{ duration: `${load.seconds}s`, target: load.users }];
    return { ...common, executor: 'ramping-vus', startVUs: 0, stages };
  }
  const rates = ratesOf(load);
  if (rates === undefined) {
    const visitors = visitorsOf(load);
    const maxDuration = `${load.seconds}s`;
    return { ...common, executor: 'per-vu-iterations', vus: visitors, iterations: 1, maxDuration };
  }
  const vus = Math.min(MOST_VUS, visitorsOf(load));
  return {
    ...common,
    executor: 'ramping-arrival-rate',
    // A minute as the unit, since rates are whole numbers and one buyer in two seconds is a rate as well.
    timeUnit: '1m',
    startRate: Math.round(rates.fromPerSecond * 60),
    stages: rates.stages.map(({ seconds, perSecond }) => ({
      duration: `${Math.max(1, Math.round(seconds * 1000))}ms`,
      target: Math.round(perSecond * 60),
    })),
    preAllocatedVUs: Math.min(vus, MOST_PREPARED_VUS),
    maxVUs: vus,
  };
}

function boundsOf(kind: string, bounds: Bounds | undefined): Record<string, string[]> {
  return bounds === undefined
    ? {}
    : {
        [`answer_ms{kind:${kind}}`]: [`p(95)<=${bounds.p95Ms}`, `p(99)<=${bounds.p99Ms}`],
        [`failed{kind:${kind}}`]: [`rate<=${bounds.errorShare}`],
      };
}

/** k6 cannot compare two figures: it keeps them apart, and `npm run load` compares. */
function thirdsOf({ business, lastThird }: Plan): Record<string, string[]> {
  if (business === undefined || lastThird === undefined) {
    return {};
  }
  const bound = [`p(95)<=${business.p95Ms}`];
  return { 'answer_ms{part:business-first}': bound, 'answer_ms{part:business-last}': bound };
}

/** k6 keeps a tag apart only where something is asked of it: here, nothing that could fail. */
const KEPT_APART: Record<string, string[]> = {
  'answer_ms{kind:room}': ['max>=0'],
  'failed{kind:room}': ['rate<=1'],
  ...Object.fromEntries(REASONS_TO_LEAVE.map((why) => [`left{why:${why}}`, ['count>=0']])),
  ...Object.fromEntries(
    UNEXPECTED_STATUSES.map((status) => [`unexpected{status:${status}}`, ['count>=0']]),
  ),
};
