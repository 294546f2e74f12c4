import { readBenchOptions } from './bench/read-options.ts';
import { type BenchReport, formatReport } from './bench/results/bench-report.ts';
import { keepBenchReports } from './bench/results/keep-bench-reports.ts';
import { runBenches } from './bench/run-benches.ts';
import { failureText } from './failure-text.ts';
import { shownArgs } from './options/shown-args.ts';
import { isMet } from './results/result-row.ts';

const log = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const read = readBenchOptions(args);
  if ('help' in read) {
    process.stdout.write(read.help);
    return 0;
  }
  const { names, options, profileDir, dataDir, keep, note } = read;
  const { reports, servers } = await runBenches({
    names,
    options,
    log,
    profileDir,
    dataDir,
    tell: (report) => process.stdout.write(`${formatReport(report)}\n\n`),
  });
  if (keep) {
    // What was measured under the profiler was slower for it: of such a run the profile alone is kept.
    const toKeep = reports.filter(
      ({ name }) => profileDir === undefined || name.startsWith('profile-'),
    );
    log(`Kept in ${await keepBenchReports(toKeep, { args: shownArgs(args), note, servers })}`);
  }
  return reports.every(isWithinBounds) ? 0 : 1;
}

function isWithinBounds({ rows }: BenchReport): boolean {
  return rows.every(isMet);
}

try {
  process.exitCode = await main();
} catch (error) {
  log(failureText(error));
  process.exitCode = 1;
}
