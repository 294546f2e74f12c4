import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compareAdmission, plotRecordings, type Recording } from '@frontrow/origin/simulation';
import { keepReport } from '../drills/keep-report.ts';
import { CommandFailure } from './command-failure.ts';
import type { Output } from './offline-commands.ts';
import { simulationReport, simulationTable } from './simulation-report.ts';

const HELP = `Plays the rush to an on-sale three times on the same visitors, and compares: fixed admission with the
usual margin, fixed without any, and admission that follows the origin. Of the origin half is away for a quarter of an hour.

Usage: npm run room -- simulate [options]

  --visitors N       how many come (default 80000)
  --absent SHARE     of them never answer when they are called, 0 to 0.95 (default 0.5)
  --seed N           the same seed plays the same story (default 1)
  --minutes N        end then, whoever still waits (default: when everybody is through)
  --arrivals FILE    when visitors came, in seconds, one a line, instead of a shape
  --svg FILE         write the plot there
  --json             for programs
  --keep             write the figures and the plot to docs/results
`;

const EACH_MS = 2_000;

/** `npm run room -- simulate` */
export async function simulate(args: readonly string[], { print, note }: Output): Promise<void> {
  const values = parse(args);
  if (values.help) {
    print(HELP);
    return;
  }
  const options = {
    seed: readNumber('--seed', values.seed, [0, 2 ** 31]),
    visitors: readNumber('--visitors', values.visitors, [1, 2_000_000]),
    absent: readNumber('--absent', values.absent, [0, 0.95]),
    ...(values.minutes === undefined
      ? {}
      : { minutes: readNumber('--minutes', values.minutes, [1, 1440]) }),
    ...(values.arrivals === undefined ? {} : { recordedMs: readArrivals(values.arrivals) }),
  };
  const recordings = compareAdmission(options, tellProgress(note));
  const story =
    values.arrivals === undefined
      ? `${options.visitors.toLocaleString('en')} visitors, ${Math.round(options.absent * 100)} % absent`
      : `the arrivals of ${values.arrivals}`;
  const title = `Fixed and controlled admission, simulated: ${story}, seed ${options.seed}`;
  print(
    values.json
      ? JSON.stringify({ options, recordings })
      : `${title}\n\n${simulationTable(recordings)}`,
  );
  await write({ title, recordings, svg: values.svg, keep: values.keep, args, note });
}

type Written = {
  title: string;
  recordings: Recording[];
  svg: string | undefined;
  keep: boolean;
  args: readonly string[];
  note: Output['note'];
};

async function write({ title, recordings, svg, keep, args, note }: Written): Promise<void> {
  const plot = plotRecordings(title, recordings);
  if (svg !== undefined) {
    writeFileSync(svg, plot);
    note(`The plot is in ${svg}`);
  }
  if (keep) {
    const said = args.filter((word) => word !== '--keep');
    const command = ['npm run room -- simulate', ...said].join(' ');
    note(`Kept in ${await keepReport({ ...simulationReport(title, recordings), command, plot })}`);
  }
}

function tellProgress(note: Output['note']): (name: string, share: number) => void {
  let toldAt = performance.now();
  return (name, share) => {
    if (performance.now() - toldAt > EACH_MS) {
      toldAt = performance.now();
      note(`${name}: ${Math.round(share * 100)} % of the visitors are through`);
    }
  };
}

function readNumber(name: string, text: string, [least, most]: [number, number]): number {
  const value = Number(text);
  const isWhole = most <= 1 || Number.isInteger(value);
  if (text.trim() === '' || !isWhole || !(value >= least && value <= most)) {
    throw new CommandFailure(`${name} takes a number from ${least} to ${most}, not "${text}".`);
  }
  return value;
}

function readArrivals(file: string): number[] {
  const seconds = readText(file)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(Number);
  if (seconds.length === 0 || seconds.some((second) => !(second >= 0))) {
    throw new CommandFailure(`${file} should have one arrival a line, in seconds from the start.`);
  }
  return seconds.map((second) => second * 1000);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandFailure(`${file} cannot be read.`, { cause: error });
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        visitors: { type: 'string', default: '80000' },
        absent: { type: 'string', default: '0.5' },
        seed: { type: 'string', default: '1' },
        minutes: { type: 'string' },
        arrivals: { type: 'string' },
        svg: { type: 'string' },
        json: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new CommandFailure(
      `${(error as Error).message}\nnpm run room -- simulate --help lists it all.`,
      { cause: error },
    );
  }
}
