import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Bench, BenchOptions } from './bench-options.ts';
import { startBenchStack } from './bench-stack.ts';
import { benchArrivals } from './benches/arrivals-bench.ts';
import { benchBuying } from './benches/buying-bench.ts';
import { benchCatalog } from './benches/catalog-bench.ts';
import { benchPolls, profilePolls } from './benches/polls-bench.ts';
import { profileReport, workerProfileReport } from './benches/profile-report.ts';
import { benchRoom } from './benches/room-bench.ts';
import { benchRows } from './growth/rows-bench.ts';
import { benchOrigins } from './origins/origins-bench.ts';
import type { BenchReport } from './results/bench-report.ts';
import { benchSoak } from './soak/soak-bench.ts';

type RunBench = (bench: Bench) => Promise<BenchReport>;

/** The distance to the limit: what runs unless others are named, in this order. */
export const DISTANCE = ['catalog', 'buying', 'polls', 'room', 'arrivals'] as const;

export const benches = {
  catalog: benchCatalog,
  buying: benchBuying,
  polls: benchPolls,
  room: benchRoom,
  // The last of the distance: it leaves a crowd behind.
  arrivals: benchArrivals,
  origins: benchOrigins,
  rows: benchRows,
  soak: benchSoak,
} satisfies Record<string, RunBench>;
export type BenchName = keyof typeof benches;

type Run = {
  names: BenchName[];
  options: BenchOptions;
  log: Log;
  /** Empty or not there yet: the origin of each group writes into a folder of its own in it. */
  profileDir?: string | undefined;
  /** Of the servers, kept for the next time; made for this run alone where it is not given. */
  dataDir?: string | undefined;
  tell: (report: BenchReport) => void;
};
type Result = { reports: BenchReport[]; servers: string };

/** One after another: nothing else of ours runs while something is measured. */
export async function runBenches(run: Run): Promise<Result> {
  const results: Result = { reports: [], servers: '' };
  for (const names of groupsOf(run.names)) {
    const profileDir = run.profileDir && join(run.profileDir, names.join('-'));
    const { reports, servers } = await runOnOneStack({ ...run, names, profileDir });
    results.reports.push(...reports);
    results.servers = servers;
  }
  return results;
}

/** Those that share a stack, in the order of the distance; each of the others has one of its own. */
export function groupsOf(names: readonly BenchName[]): BenchName[][] {
  const together: BenchName[] = DISTANCE.filter((name) => names.includes(name));
  // The others are audited, or look at their servers as a whole: what was before would stand in their figures.
  const others = new Set(names.filter((name) => !isDistance(name)));
  return [together, ...[...others].map((name) => [name])].filter((group) => group.length > 0);
}

async function runOnOneStack(run: Run): Promise<Result> {
  const { names, options, log, tell, profileDir } = run;
  const stack = await startBenchStack(run);
  try {
    // The room opens with the first tick.
    await sleep(2_000);
    const reports: BenchReport[] = [];
    for (const name of names) {
      log(`${name} …`);
      for (const report of await runOne(name, { stack, options })) {
        tell(report);
        reports.push(report);
      }
    }
    const servers = await stack.versions();
    // A poll asks no origin: its profile would be of the origin's jobs.
    if (profileDir !== undefined && names.some((name) => name !== 'polls')) {
      // It is written when the origin stops.
      await stack.stop();
      reports.push(profileReport(profileDir, names));
      tell(reports.at(-1) as BenchReport);
    }
    return { reports, servers };
  } finally {
    await stack.stop();
  }
}

/** The Worker's profile comes with polls, which it answers alone. */
async function runOne(name: BenchName, bench: Bench): Promise<BenchReport[]> {
  const report = await benches[name](bench);
  const { edgeInspectorPort } = bench.stack;
  return name === 'polls' && edgeInspectorPort !== undefined
    ? [report, workerProfileReport(await profilePolls(bench, edgeInspectorPort))]
    : [report];
}

function isDistance(name: string): boolean {
  return (DISTANCE as readonly string[]).includes(name);
}
