/**
 * How visitors come. Every shape is open: they come at their time, whether or not those before them were
 * answered, so that a slow shop is not spared by its own slowness.
 */
export type Load =
  /** All at one moment; `seconds` is how long the run lasts. */
  | { shape: 'burst'; visitors: number; seconds: number }
  | { shape: 'steady'; perSecond: number; seconds: number }
  /** Users grow from none; each begins a journey every `journeySeconds`. */
  | { shape: 'ramp'; users: number; journeySeconds: number; seconds: number }
  /** Calm, a peak in the middle third, calm again. */
  | { shape: 'spike'; perSecond: number; peakPerSecond: number; seconds: number };

export type Change = { visitors?: number; seconds?: number; perSecond?: number };

/** Linear from the rate before to `perSecond` at its end; the first begins at the rate that `ratesOf` gives. */
export type Stage = { seconds: number; perSecond: number };
export type Rates = { fromPerSecond: number; stages: Stage[] };

const SPIKE_EDGE_SECONDS = 1;

/** The same shape with other numbers. What a shape does not have is refused: it would go unnoticed. */
export function changeLoad(load: Load, { visitors, seconds, perSecond }: Change): Load {
  const changed = { ...load, ...(seconds === undefined ? {} : { seconds }) };
  if (visitors !== undefined) {
    if (changed.shape === 'burst') {
      changed.visitors = visitors;
    } else if (changed.shape === 'ramp') {
      changed.users = visitors;
    } else {
      throw new Error(`This scenario comes at a rate: --rate, not --vus.`);
    }
  }
  if (perSecond !== undefined) {
    if (changed.shape === 'steady' || changed.shape === 'spike') {
      const times = changed.shape === 'spike' ? changed.peakPerSecond / changed.perSecond : 1;
      return changed.shape === 'spike'
        ? { ...changed, perSecond, peakPerSecond: perSecond * times }
        : { ...changed, perSecond };
    }
    throw new Error(`This scenario has so many visitors: --vus, not --rate.`);
  }
  return changed;
}

/** Arrivals a second over time; undefined for a burst, which has no rate. */
export function ratesOf(load: Load): Rates | undefined {
  switch (load.shape) {
    case 'burst':
      return undefined;
    case 'steady':
      return {
        fromPerSecond: load.perSecond,
        stages: [{ seconds: load.seconds, perSecond: load.perSecond }],
      };
    case 'ramp': {
      const perSecond = load.users / load.journeySeconds;
      return { fromPerSecond: 0, stages: [{ seconds: load.seconds, perSecond }] };
    }
    case 'spike': {
      const { perSecond, peakPerSecond } = load;
      const third = load.seconds / 3;
      const edge = Math.min(SPIKE_EDGE_SECONDS, third / 2);
      return {
        fromPerSecond: perSecond,
        stages: [
          { seconds: third, perSecond },
          { seconds: edge, perSecond: peakPerSecond },
          { seconds: third - edge, perSecond: peakPerSecond },
          { seconds: edge, perSecond },
          { seconds: third - edge, perSecond },
        ],
      };
    }
  }
}

/** When each visitor is to come, in seconds from the start, in order. */
export function* arrivalTimes(load: Load): Generator<number> {
  const rates = ratesOf(load);
  if (rates === undefined) {
    const { visitors } = load as Extract<Load, { shape: 'burst' }>;
    yield* Array.from({ length: visitors }, () => 0);
    return;
  }
  let from = rates.fromPerSecond;
  let startedAt = 0;
  let before = 0;
  let next = 0;
  for (const { seconds, perSecond } of rates.stages) {
    const inStage = ((from + perSecond) / 2) * seconds;
    while (next < before + inStage - 1e-9) {
      yield startedAt + timeOf(next - before, from, (perSecond - from) / seconds);
      next += 1;
    }
    before += inStage;
    startedAt += seconds;
    from = perSecond;
  }
}

export function visitorsOf(load: Load): number {
  const rates = ratesOf(load);
  if (rates === undefined) {
    return (load as Extract<Load, { shape: 'burst' }>).visitors;
  }
  let from = rates.fromPerSecond;
  const total = rates.stages.reduce((sum, { seconds, perSecond }) => {
    const inStage = ((from + perSecond) / 2) * seconds;
    from = perSecond;
    return sum + inStage;
  }, 0);
  return Math.ceil(total - 1e-9);
}

/** When `count` have come at a rate that starts at `rate` and grows by `growth` each second. */
function timeOf(count: number, rate: number, growth: number): number {
  // The stable form of the root: it also holds where the rate does not grow, and where it starts at 0.
  const root = Math.sqrt(Math.max(0, rate * rate + 2 * growth * count));
  return count === 0 ? 0 : (2 * count) / (rate + root);
}
