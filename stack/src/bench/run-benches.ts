import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { BenchOptions } from './bench-options.ts';
import { startBenchStack } from './bench-stack.ts';
import { benchArrivals } from './benches/arrivals-bench.ts';
import { benchBuying } from './benches/buying-bench.ts';
import { benchCatalog } from './benches/catalog-bench.ts';
import { benchPolls } from './benches/polls-bench.ts';
import { profileReport } from './benches/profile-report.ts';
import { benchRoom } from './benches/room-bench.ts';
import type { BenchReport } from './results/bench-report.ts';

export const benches = {
  catalog: benchCatalog,
  buying: benchBuying,
  polls: benchPolls,
  room: benchRoom,
  // The last: it leaves a crowd behind.
  arrivals: benchArrivals,
};
export type BenchName = keyof typeof benches;

type Run = {
  names: BenchName[];
  options: BenchOptions;
  log: Log;
  profileDir?: string | undefined;
  tell: (report: BenchReport) => void;
};

/** One after another on one stack: nothing else of ours runs while something is measured. */
export async function runBenches(run: Run): Promise<{ reports: BenchReport[]; servers: string }> {
  const { names, options, log, tell, profileDir } = run;
  const stack = await startBenchStack({ log, ...(profileDir === undefined ? {} : { profileDir }) });
  try {
    // The room opens with the first tick.
    await sleep(2_000);
    const reports: BenchReport[] = [];
    for (const name of names) {
      log(`${name} …`);
      const report = await benches[name]({ stack, options });
      tell(report);
      reports.push(report);
    }
    const servers = await stack.versions();
    if (profileDir !== undefined) {
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
