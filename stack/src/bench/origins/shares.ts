import type { Reading } from './fleet.ts';

/** What the origins did between two readings, and how evenly. */
export type Shares = {
  seconds: number;
  requests: number[];
  cpuMs: number[] | null;
  /** Origins that ran any one job, at the most: 1 where a lease stayed where it was. */
  mostHolders: number;
};

export function sharesBetween(before: Reading[], after: Reading[]): Shares {
  const pairs = after.map((reading, index) => [before[index] as Reading, reading] as const);
  const cpuMs = pairs.map(([from, to]) =>
    from.cpuMs === undefined || to.cpuMs === undefined ? undefined : to.cpuMs - from.cpuMs,
  );
  const known = cpuMs.filter((ms) => ms !== undefined);
  const holders = new Map<string, number>();
  for (const [from, to] of pairs) {
    for (const [job, runs] of to.jobs) {
      const ran = runs > (from.jobs.get(job) ?? 0);
      holders.set(job, (holders.get(job) ?? 0) + Number(ran));
    }
  }
  return {
    seconds: ((after[0]?.at ?? 0) - (before[0]?.at ?? 0)) / 1000,
    requests: pairs.map(([from, to]) => to.requests - from.requests),
    cpuMs: known.length === cpuMs.length ? known : null,
    mostHolders: Math.max(0, ...holders.values()),
  };
}

/** The largest share over the smallest; 1 is even. */
export function unevenness(values: readonly number[]): number {
  return Math.max(...values) / Math.min(...values);
}
