import type { Tuning } from '../control/control-law.ts';
import { createDraws } from './model/draws.ts';
import type { OriginPlan } from './model/simulated-origin.ts';
import { createVisitors, type Crowd } from './model/visitors.ts';
import type { Recording } from './recorder.ts';
import { type Admission, type Scenario, simulate } from './simulate.ts';

export type Options = {
  seed: number;
  visitors: number;
  absent: number;
  /** At most so long; without it, until everybody is through. */
  minutes?: number;
  /** Times at which visitors came, ms; without them, the shape of a rush. */
  recordedMs?: number[];
};

/** An origin that serves about 200 requests a second. */
export const ORIGIN: OriginPlan = {
  servers: 20,
  serviceMs: 70,
  baseMs: 30,
  timeoutMs: 2500,
  contention: 0.25,
};
/** Half of it is away for a quarter of an hour. */
const DISTURBANCE = { fromMs: 10 * 60_000, toMs: 25 * 60_000, share: 0.5 };
const TARGET = { p95Ms: 500, errorShare: 0.02 };
const CLAIM_MS = 60_000;
const SAFETY_MARGIN = 0.7;
/** Of the cap over what Little's law says, for the ups and downs. */
const CAP_SLACK = 1.1;
const FLOOR_SHARE = 0.1;
const LONGEST_MINUTES = 24 * 60;

export function createCrowd({ visitors, absent }: Pick<Options, 'visitors' | 'absent'>): Crowd {
  return {
    visitors,
    absent,
    atTheStart: 0.6,
    halfComeWithinMs: 10 * 60_000,
    callsPerBuyer: 7,
    thinkMs: 15_000,
    silent: 0.2,
    sessionMs: 120_000,
  };
}

/** `null`: nothing disturbs the origin. */
export function createScenario(
  options: Options,
  disturbance: OriginPlan['disturbance'] | null = DISTURBANCE,
): Scenario {
  const crowd = createCrowd(options);
  return {
    seed: options.seed,
    crowd,
    visitors: createVisitors(crowd, createDraws(options.seed), options.recordedMs),
    origin: disturbance === null ? ORIGIN : { ...ORIGIN, disturbance },
    untilMs: (options.minutes ?? LONGEST_MINUTES) * 60_000,
  };
}

/** The sizing rule of the design on this origin, with a margin: a rate, and a cap by Little's law. */
function sizedBounds({ crowd, origin }: Scenario, margin: number): Admission['bounds'] {
  const { callsPerBuyer, thinkMs, silent, sessionMs } = crowd;
  const callMs = origin.baseMs + origin.serviceMs;
  const requestsPerSecond = (origin.servers / callMs) * 1000;
  const usersPerMinute = (requestsPerSecond / callsPerBuyer) * 60 * margin;
  const stayMs = (callsPerBuyer - 1) * thinkMs + callsPerBuyer * callMs + silent * sessionMs;
  return {
    usersPerMinute: Math.floor(usersPerMinute),
    activeUsers: Math.ceil((usersPerMinute / 60_000) * stayMs * CAP_SLACK),
  };
}

export function fixed(scenario: Scenario, margin: number): Admission {
  const name = `fixed, margin ${margin}`;
  return { name, bounds: sizedBounds(scenario, margin), claimMs: CLAIM_MS, target: TARGET };
}

/** Starts at `ceiling` of what the sizing rule says, and follows the origin from there. */
export function controlled(scenario: Scenario, ceiling = 1, tuning?: Tuning): Admission {
  const bounds = sizedBounds(scenario, ceiling);
  const settings = {
    floorPerMinute: Math.round(bounds.usersPerMinute * FLOOR_SHARE),
    ceilingPerMinute: bounds.usersPerMinute,
    mostActive: bounds.activeUsers,
    targetP95Ms: TARGET.p95Ms,
    maxErrorShare: TARGET.errorShare,
  };
  const control = tuning === undefined ? { settings } : { settings, tuning };
  return { name: 'controlled', bounds, claimMs: CLAIM_MS, target: TARGET, control };
}

type Progress = (name: string, share: number) => void;

/** Fixed admission with the usual margin, without any, and controlled, on the same visitors. */
export function compareAdmission(options: Options, onProgress: Progress = () => undefined) {
  const scenario = createScenario(options);
  const ways = [fixed(scenario, SAFETY_MARGIN), fixed(scenario, 1), controlled(scenario)];
  return ways.map((way): Recording =>
    simulate(scenario, way, (share) => onProgress(way.name, share)),
  );
}
