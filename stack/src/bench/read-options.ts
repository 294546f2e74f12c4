import { SCALE } from '../options/load-limits.ts';
import { readArgs } from '../options/read-args.ts';
import { type NumberRange, readNumber, readNumbers } from '../options/read-number.ts';
import { requireEmptyDir } from '../options/require-empty-dir.ts';
import { StartFailure } from '../start-failure.ts';
import type { BenchOptions } from './bench-options.ts';
import { benches, type BenchName, DISTANCE } from './run-benches.ts';

type Read = {
  names: BenchName[];
  options: BenchOptions;
  dataDir: string | undefined;
  profileDir: string | undefined;
  keep: boolean;
  note: string | undefined;
};

/** Requests are signed once a round, and a signature counts for 30 s: what is asked with it is over well before. */
const MOST_SECONDS = 20;

const HELP = `Measures how far Frontrow is from its limits: each figure beside the least that could do the same, in turn, in one run.

Usage: npm run bench -- [options]

  --only NAME[,NAME]   of ${Object.keys(benches).join(', ')} (${DISTANCE.join(',')})
  --seconds N          how long a round takes, ${MOST_SECONDS} at most (2)
  --rounds N           rounds of each side (3)
  --connections N      asked on at once (32)
  --sizes N,N,N        waiting visitors at which growth is measured (10000,100000,1000000)
  --visitors N         who arrive by the batch call (1000000)
  --origins N,N,N      that share the load (1,2,4)
  --scales N,N,N       of the data at which growth over rows is measured, from ${SCALE.atLeast} to 1 (0.001,0.01,0.1)
  --minutes N          how long the soak takes (10)
  --data-dir DIR       where the servers' data is kept for the next time, as for --only rows
  --profile DIR        take the origin's processor profile into a folder in this new or empty one for each stack, and sum it
                       up, with polls the Worker's too; not with origins or rows, which start others
  --keep               write docs/results/performance/distance.json, its plots, its page and the README's figures
  --note TEXT          said beside the kept figures, such as who else used the machine
  --help               this text

Lists are measured in ascending order, whatever the order they are given in, and arrivals comes last of what shares a
stack. Ends with status 1 when a bound is not met.
`;

export function readBenchOptions(args: string[]): Read | { help: string } {
  const values = parse(args);
  if (values.help) {
    return { help: HELP };
  }
  const { 'data-dir': dataDir, profile: profileDir, keep, note } = values;
  const names = values.only.split(',').map(readName);
  const options: BenchOptions = {
    seconds: readNumber('--seconds', values.seconds, { atLeast: 0.1, atMost: MOST_SECONDS }),
    rounds: readNumber('--rounds', values.rounds, upTo(20)),
    connections: readNumber('--connections', values.connections, upTo(1_000)),
    sizes: readNumbers('--sizes', values.sizes, upTo(10_000_000)),
    visitors: readNumber('--visitors', values.visitors, upTo(10_000_000)),
    scales: readNumbers('--scales', values.scales, SCALE),
    origins: readNumbers('--origins', values.origins, upTo(16)),
    minutes: readNumber('--minutes', values.minutes, { atLeast: 0.1, atMost: 24 * 60 }),
  };
  if (profileDir !== undefined) {
    requireProfiled(names);
    requireEmptyDir('--profile', profileDir);
  }
  return { names, options, dataDir, profileDir, keep, note };
}

function parse(args: string[]) {
  const text = { type: 'string' as const };
  const flag = { type: 'boolean' as const, default: false };
  const { values } = readArgs('npm run bench', {
    args,
    options: {
      only: { ...text, default: DISTANCE.join(',') },
      seconds: { ...text, default: '2' },
      rounds: { ...text, default: '3' },
      connections: { ...text, default: '32' },
      sizes: { ...text, default: '10000,100000,1000000' },
      visitors: { ...text, default: '1000000' },
      origins: { ...text, default: '1,2,4' },
      scales: { ...text, default: '0.001,0.01,0.1' },
      minutes: { ...text, default: '10' },
      'data-dir': text,
      profile: text,
      keep: flag,
      note: text,
      help: flag,
    },
  });
  return values;
}

function readName(name: string): BenchName {
  if (!Object.hasOwn(benches, name)) {
    throw new StartFailure(`--only takes ${Object.keys(benches).join(', ')}, not "${name}".`);
  }
  return name as BenchName;
}

function upTo(atMost: number): NumberRange {
  return { atLeast: 1, atMost, whole: true };
}

/** Only the stack's own origin is profiled. */
function requireProfiled(names: readonly BenchName[]): void {
  const others = names.find((name) => name === 'origins' || name === 'rows');
  if (others !== undefined) {
    throw new StartFailure(
      `--profile does not go with --only ${others}: it asks origins of its own, which are not profiled.`,
    );
  }
}
