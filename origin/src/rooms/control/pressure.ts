import type { LimitReason, OriginLoad } from '@frontrow/protocol';

/** How near the worst gauge is to its bound: over 1 is over it. */
export type Pressure = {
  ratio: number;
  reason: Exclude<LimitReason, 'stock'>;
  /** What was measured, and its bound, for people. */
  measured: string;
};

type Bounds = { targetP95Ms: number; maxErrorShare: number };

/** A window with fewer requests says nothing of percentiles and shares. */
export const LEAST_REQUESTS = 20;

/** An event loop that is later than this adds to every request that it serves. */
const EVENT_LOOP_BOUND_MS = 70;
/** A wait for a connection this long is a pool that is used up: it grows at once when more comes. */
const POOL_WAIT_BOUND_MS = 100;

/** The worst gauge decides: each of them alone is reason enough to let fewer in. */
export function pressureOf(load: OriginLoad, { targetP95Ms, maxErrorShare }: Bounds): Pressure {
  const gauges: Pressure[] = [
    {
      ratio: load.eventLoopDelayMs / EVENT_LOOP_BOUND_MS,
      reason: 'busy_origin',
      measured: `event loops ${whole(load.eventLoopDelayMs)} ms late (bound ${EVENT_LOOP_BOUND_MS})`,
    },
    {
      ratio: load.poolWaitMs / POOL_WAIT_BOUND_MS,
      reason: 'busy_origin',
      measured: `${whole(load.poolWaitMs)} ms for a database connection (bound ${POOL_WAIT_BOUND_MS})`,
    },
  ];
  if (load.p95Ms !== null) {
    gauges.push({
      ratio: load.p95Ms / targetP95Ms,
      reason: 'slow_origin',
      measured: `95th percentile ${whole(load.p95Ms)} ms (target ${targetP95Ms})`,
    });
  }
  if (load.errorShare !== null) {
    gauges.push({
      ratio: errorRatio(load.errorShare, maxErrorShare),
      reason: 'failing_origin',
      measured: `${percent(load.errorShare)} failed (bound ${percent(maxErrorShare)})`,
    });
  }
  return gauges.reduce((worst, gauge) => (gauge.ratio > worst.ratio ? gauge : worst));
}

export function sayPressure({ measured }: Pressure): string {
  return `${measured[0]?.toUpperCase() ?? ''}${measured.slice(1)}`;
}

/** Where no error is tolerated, each is far over the bound, and none is at zero. */
function errorRatio(share: number, bound: number): number {
  if (bound === 0) {
    return share > 0 ? Infinity : 0;
  }
  return share / bound;
}

const whole = (value: number): string => String(Math.round(value));
const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
