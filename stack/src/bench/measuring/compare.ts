import { cpuMsOf } from '../../processors/cpu-time.ts';
import { median } from '../../results/median.ts';
import type { Drive } from './drive.ts';

/** One side: a round of its own, on whatever runs as `pid`. */
export type Side = {
  pid: () => number | undefined;
  /** What a round needs, made before the clock runs. */
  prepare?: (round: number) => Promise<void>;
  run: (round: number) => Promise<Drive>;
};
export type Rate = {
  perSecond: number;
  /** Of the process alone: what a request costs it, however busy the machine is. */
  cpuMicroseconds: number | null;
};
export type Measured = Rate & { p50Ms: number; p99Ms: number };
export type Compared = { ours: Measured; bare: Measured; ratio: number; cpuRatio: number | null };

/** Both in turn, and the ratio of their medians. */
export async function compare(ours: Side, bare: Side, rounds: number): Promise<Compared> {
  const [a, b] = (await measureInTurn([ours, bare], rounds)) as [Measured, Measured];
  const cpuRatio =
    a.cpuMicroseconds === null || b.cpuMicroseconds === null
      ? null
      : b.cpuMicroseconds / a.cpuMicroseconds;
  return { ours: a, bare: b, ratio: a.perSecond / b.perSecond, cpuRatio };
}

/**
 * Rounds in turn, so that whatever else the machine does falls on all sides; the first of each warms up and is
 * dropped. Medians over the rounds, in the order of the sides.
 */
export async function measureInTurn(sides: readonly Side[], rounds: number): Promise<Measured[]> {
  const measured = sides.map((side) => ({ side, results: [] as Measured[] }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { side, results } of round % 2 === 0 ? measured : measured.toReversed()) {
      const result = await measure(side, round);
      if (round > 0) {
        results.push(result);
      }
    }
  }
  return measured.map(({ results }) => medians(results));
}

async function measure({ pid, prepare, run }: Side, round: number): Promise<Measured> {
  await prepare?.(round);
  const before = cpuMsOf(pid());
  const { perSecond, p50Ms, p99Ms, requests } = await run(round);
  const after = cpuMsOf(pid());
  const cpuMicroseconds =
    before === undefined || after === undefined ? null : ((after - before) * 1000) / requests;
  return { perSecond, p50Ms, p99Ms, cpuMicroseconds };
}

function medians(all: Measured[]): Measured {
  const of = (read: (one: Measured) => number | null) => median(all.map((one) => read(one) ?? 0));
  return {
    perSecond: of(({ perSecond }) => perSecond),
    p50Ms: of(({ p50Ms }) => p50Ms),
    p99Ms: of(({ p99Ms }) => p99Ms),
    cpuMicroseconds: all.some(({ cpuMicroseconds }) => cpuMicroseconds === null)
      ? null
      : of(({ cpuMicroseconds }) => cpuMicroseconds),
  };
}
