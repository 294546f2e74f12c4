import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '@frontrow/origin/percentile';
import { type Buyer, createBuyer, type Told } from './buyer.ts';
import { isMeasured, type Stage, type Target } from './sizing-rule.ts';

export type Options = {
  url: string;
  target: Target;
  /** Measured at each number of buyers, after a second of warming up. */
  secondsPerStage: number;
  mostBuyers: number;
  note: (line: string) => void;
};

const WARM_UP_MS = 1000;
const ENTER_WITHIN_MS = 60_000;

/** Doubles the buyers until the shop is slow, fails, or serves no more; each of them asks without a pause. */
export async function measureCapacity(options: Options): Promise<Stage[]> {
  const { url, target, mostBuyers, note } = options;
  const buyers: Buyer[] = [];
  const stages: Stage[] = [];
  try {
    for (let count = 1; count <= mostBuyers; count *= 2) {
      const missing = Array.from({ length: count - buyers.length }, () =>
        createBuyer(url, AbortSignal.timeout(ENTER_WITHIN_MS)),
      );
      buyers.push(...(await Promise.all(missing)));
      const stage = await measureStage(buyers, options);
      stages.push(stage);
      note(stageLine(stage));
      if (isMeasured(stages, target)) {
        break;
      }
    }
    return stages;
  } finally {
    await Promise.allSettled(buyers.map((buyer) => buyer.leave()));
  }
}

async function measureStage(buyers: Buyer[], { secondsPerStage }: Options): Promise<Stage> {
  const told: Told[] = [];
  let isMeasuring = false;
  const over = new AbortController();
  const tell = (one: Told): void => {
    if (isMeasuring) {
      told.push(one);
    }
  };
  const rounds = buyers.map(async (buyer) => {
    while (!over.signal.aborted) {
      await buyer.round(tell);
      // A round that ends at once must not keep the timers of this process from running.
      await sleep(0);
    }
  });
  await sleep(WARM_UP_MS);
  isMeasuring = true;
  const startedAt = performance.now();
  await sleep(secondsPerStage * 1000);
  isMeasuring = false;
  const seconds = (performance.now() - startedAt) / 1000;
  over.abort();
  await Promise.all(rounds);
  return summarize(buyers.length, told, seconds);
}

function summarize(buyers: number, told: Told[], seconds: number): Stage {
  const times = told.map(({ ms }) => ms);
  return {
    buyers,
    requestsPerSecond: told.length / seconds,
    // Without an answer in all that time the shop is not within any target.
    p95Ms: times.length === 0 ? Infinity : percentile(times, 0.95),
    errorShare: told.length === 0 ? 1 : told.filter(({ failed }) => failed).length / told.length,
  };
}

export function stageLine({ buyers, requestsPerSecond, p95Ms, errorShare }: Stage): string {
  const figures = [
    `${String(buyers).padStart(5)} buyers`,
    `${requestsPerSecond.toFixed(1).padStart(8)} requests a second`,
    `${p95Ms.toFixed(0).padStart(6)} ms at the 95th percentile`,
    `${(errorShare * 100).toFixed(1).padStart(5)} % failed`,
  ];
  return figures.join('  ');
}
