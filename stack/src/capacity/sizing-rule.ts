/** How the shop did with so many buyers at once, none of whom pauses. */
export type Stage = {
  buyers: number;
  requestsPerSecond: number;
  p95Ms: number;
  errorShare: number;
};

export type Target = { p95Ms: number; errorShare: number };

export function isWithin({ p95Ms, errorShare }: Stage, target: Target): boolean {
  return p95Ms <= target.p95Ms && errorShare <= target.errorShare;
}

/** A stage that serves less than this over the best one before it has gained nothing. */
const LEAST_GAIN = 1.03;
/** One alone may be a moment at which the machine did something else. */
const STAGES_WITHOUT_GAIN = 2;

/** Whether more buyers would tell no more: the shop is slow or fails, or stages in a row served no more than the best. */
export function isMeasured(stages: Stage[], target: Target): boolean {
  const last = stages.at(-1);
  const before = stages.slice(0, -STAGES_WITHOUT_GAIN);
  const best = Math.max(0, ...before.map(({ requestsPerSecond }) => requestsPerSecond));
  const isFlat = stages
    .slice(-STAGES_WITHOUT_GAIN)
    .every(({ requestsPerSecond }) => requestsPerSecond < best * LEAST_GAIN);
  return last !== undefined && (!isWithin(last, target) || isFlat);
}

/** The most that was served within the target; undefined when even one buyer was too much. */
export function bestStage(stages: Stage[], target: Target): Stage | undefined {
  return stages
    .filter((stage) => isWithin(stage, target))
    .toSorted((one, other) => other.requestsPerSecond - one.requestsPerSecond)[0];
}

/** Three tenths are left for what a sale does not foresee. */
export const USUAL_MARGIN = 0.7;

type Buyers = {
  requestsPerSecond: number;
  callsPerBuyer: number;
  /** How long a buyer is inside. */
  visitMinutes: number;
  margin: number;
};

/**
 * The starting values of a room: capacity ÷ calls of a buyer × 60 × margin visitors a minute, and by
 * Little's law as many inside as come in the time of a visit.
 */
export function startingValues({ requestsPerSecond, callsPerBuyer, visitMinutes, margin }: Buyers) {
  const perMinute = Math.floor((requestsPerSecond / callsPerBuyer) * 60 * margin);
  return {
    new_users_per_minute: Math.max(1, perMinute),
    total_active_users: Math.max(1, Math.ceil(perMinute * visitMinutes)),
  };
}
