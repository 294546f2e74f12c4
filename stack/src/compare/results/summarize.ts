import { type CpuOfParts, eachPart } from '../../processors/cpu-of-parts.ts';
import { median } from '../../results/median.ts';
import type { Run } from '../play-run.ts';
import type { Compared } from '../run-comparison.ts';
import { type Way, WAYS } from '../start-way.ts';

/** Medians of one way's rounds; failures and audits of all of them. */
export type Summary = {
  way: Way;
  bookingsPerSecond: number;
  bookings: number;
  visitors: number;
  /** Until as many seats were sold as the slowest way sold in a run; null where a round did not come so far. */
  soldAsManySeconds: number | null;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  pollP95Ms: number | null;
  errorShare: number;
  /** Of the calls of those inside alone. */
  businessErrorShare: number;
  failed: number;
  cpuMsPerBooking: CpuOfParts;
  cores: CpuOfParts;
  idleShare: number | null;
  polls: number;
  originRequests: number;
  originSnapshots: number;
  driverBehindP99Ms: number;
  broken: string[];
};

export type Summarized = {
  origins: number;
  /** What `soldAsManySeconds` counts to. */
  asMany: number;
  ways: Record<Way, Summary>;
};

export function summarize({ origins, runs }: Compared): Summarized {
  const asMany = Math.min(...runs.map(({ bookings }) => bookings));
  const of = (way: Way) =>
    summaryOf(
      way,
      runs.filter((run) => run.way === way),
      asMany,
    );
  return {
    origins,
    asMany,
    ways: Object.fromEntries(WAYS.map((way) => [way, of(way)])) as Record<Way, Summary>,
  };
}

function summaryOf(way: Way, runs: Run[], asMany: number): Summary {
  const middle = (value: (run: Run) => number | null) => medianOf(runs.map(value));
  const known = (value: (run: Run) => number) => middle(value) ?? 0;
  const total = (value: (run: Run) => number) => runs.reduce((sum, run) => sum + value(run), 0);
  const failed = total((run) => run.failed);
  return {
    way,
    bookingsPerSecond: known((run) => run.bookingsPerSecond),
    bookings: known((run) => run.bookings),
    visitors: known((run) => run.visitors),
    soldAsManySeconds: middle(({ sold }) => sold.find((at) => at.sold >= asMany)?.seconds ?? null),
    p50Ms: known(({ business }) => business.p50Ms),
    p95Ms: known(({ business }) => business.p95Ms),
    p99Ms: known(({ business }) => business.p99Ms),
    pollP95Ms: middle(({ poll }) => poll?.p95Ms ?? null),
    errorShare:
      failed /
      Math.max(
        1,
        total((run) => run.requests),
      ),
    businessErrorShare:
      total(({ business }) => business.failed) /
      Math.max(
        1,
        total(({ business }) => business.calls),
      ),
    failed,
    cpuMsPerBooking: cpuOf(runs, ({ cpuMsPerBooking }) => cpuMsPerBooking),
    cores: cpuOf(runs, ({ cores }) => cores),
    idleShare: middle(({ idleShare }) => idleShare),
    polls: known(({ poll }) => poll?.calls ?? 0),
    originRequests: known((run) => run.originRequests),
    originSnapshots: known((run) => run.originSnapshots),
    driverBehindP99Ms: known((run) => run.driverBehindP99Ms),
    broken: runs.flatMap(({ audit }) => audit.broken),
  };
}

function cpuOf(runs: Run[], cpu: (run: Run) => CpuOfParts): CpuOfParts {
  return eachPart((part) => medianOf(runs.map((run) => cpu(run)[part])));
}

/** null where one of the values is. */
function medianOf(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length && known.length > 0 ? median(known) : null;
}
