import { parseArgs } from 'node:util';
import { type BenchReport, formatReport, isMet } from './bench/results/bench-report.ts';
import { keepBenchReports } from './bench/results/keep-bench-reports.ts';
import { benches, type BenchName, DISTANCE, runBenches } from './bench/run-benches.ts';

const help = `Measures how far Frontrow is from its limits: each figure beside the least that could do the same, in turn, in one run.

Usage: npm run bench -- [options]

  --only NAME[,NAME]   of ${Object.keys(benches).join(', ')} (${DISTANCE.join(',')})
  --seconds N          how long a round takes (2)
  --rounds N           rounds of each side (3)
  --connections N      asked on at once (32)
  --sizes N,N,N        waiting visitors at which growth is measured (10000,100000,1000000)
  --visitors N         who arrive by the batch call (1000000)
  --origins N,N,N      that share the load (1,2,4)
  --scales N,N,N       of the data at which growth over rows is measured (0.001,0.01,0.1)
  --minutes N          how long the soak takes (10)
  --data-dir DIR       where the servers' data is kept for the next time, as for --only rows
  --profile DIR        take the origin's processor profile, and with polls the Worker's, into this empty folder, and sum it up
  --keep               write docs/results/performance/distance.json, its plots, its page and the README's figures
  --note TEXT          said beside the kept figures, such as who else used the machine
  --help               this text

Ends with status 1 when a bound is not met.
`;

const log = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: DISTANCE.join(',') },
      seconds: { type: 'string', default: '2' },
      rounds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '32' },
      sizes: { type: 'string', default: '10000,100000,1000000' },
      visitors: { type: 'string', default: '1000000' },
      origins: { type: 'string', default: '1,2,4' },
      scales: { type: 'string', default: '0.001,0.01,0.1' },
      minutes: { type: 'string', default: '10' },
      'data-dir': { type: 'string' },
      profile: { type: 'string' },
      keep: { type: 'boolean', default: false },
      note: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const { reports, servers } = await runBenches({
    names: values.only.split(',').map(readName),
    options: {
      seconds: readNumber('--seconds', values.seconds, 60),
      rounds: readNumber('--rounds', values.rounds, 20),
      connections: readNumber('--connections', values.connections, 1_000),
      sizes: values.sizes.split(',').map((size) => readNumber('--sizes', size, 10_000_000)),
      visitors: readNumber('--visitors', values.visitors, 10_000_000),
      scales: values.scales.split(',').map((scale) => readNumber('--scales', scale, 1)),
      origins: values.origins.split(',').map((count) => readNumber('--origins', count, 16)),
      minutes: readNumber('--minutes', values.minutes, 24 * 60),
    },
    log,
    profileDir: values.profile,
    dataDir: values['data-dir'],
    tell: (report) => process.stdout.write(`${formatReport(report)}\n\n`),
  });
  if (values.keep) {
    const args = process.argv
      .slice(2)
      .filter((arg) => arg !== values.note && arg !== '--note')
      // Whose folder it was is nobody's business.
      .map((arg) => (arg === values.profile || arg === values['data-dir'] ? 'DIR' : arg));
    // What was measured under the profiler was slower for it: of such a run the profile alone is kept.
    const toKeep = reports.filter(
      ({ name }) => values.profile === undefined || name.startsWith('profile-'),
    );
    log(`Kept in ${await keepBenchReports(toKeep, { args, note: values.note, servers })}`);
  }
  return reports.every(isWithinBounds) ? 0 : 1;
}

function isWithinBounds({ rows }: BenchReport): boolean {
  return rows.every(isMet);
}

function readName(name: string): BenchName {
  if (!(name in benches)) {
    throw new Error(`--only takes ${Object.keys(benches).join(', ')}, not "${name}".`);
  }
  return name as BenchName;
}

function readNumber(option: string, text: string, most: number): number {
  const number = Number(text);
  if (!(number > 0 && number <= most)) {
    throw new Error(`${option} takes a number above 0, ${most} at most, not "${text}".`);
  }
  return number;
}

try {
  process.exitCode = await main();
} catch (error) {
  log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
}
