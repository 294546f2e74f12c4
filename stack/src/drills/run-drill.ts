import { parseArgs } from 'node:util';
import type { Log } from '../log.ts';
import { formatRows, isMet } from '../results/result-row.ts';
import { CommandFailure } from '../room/command-failure.ts';
import { drillAbsent } from './absent.ts';
import { drillArrivals } from './arrivals.ts';
import { type DrillReport, keepReport } from './keep-report.ts';
import { drillPolls } from './polls.ts';
import { drillRedisFailover, drillRedisLoss } from './redis-loss.ts';

const help = `Puts the waiting room to the test on servers of its own, and prints what was measured.

Usage: npm run drill -- <name> [options], or npm run room -- drill <name> [options]

  redis-loss       Redis is killed with -9 and starts empty while visitors wait
  redis-failover   the same, and a replica takes over that was behind
  arrivals         what a crowd that arrives costs the origin, and a million arrivals in batches
  absent           every second visitor has gone away: how much of the room the others use
  polls            what polls cost the origin, from 1,000 to 1,000,000 waiting visitors

  --visitors N   how many wait (10000 where Redis is killed; absent: 3000; polls and arrivals: 1000000)
  --keep         write the figures to docs/results/waiting-room.md
  --help         this text

Ends with status 1 when a bound is not met.
`;

type Drill = {
  visitors: number;
  run: (options: { visitors: number; log: Log }) => Promise<DrillReport>;
};

const drills: Record<string, Drill> = {
  'redis-loss': { visitors: 10_000, run: drillRedisLoss },
  'redis-failover': { visitors: 10_000, run: drillRedisFailover },
  arrivals: { visitors: 1_000_000, run: drillArrivals },
  absent: { visitors: 3_000, run: drillAbsent },
  polls: { visitors: 1_000_000, run: drillPolls },
};

type Output = { print: (text: string) => void; note: Log };

/** Runs the drill that the words name; resolves to the exit status: 1 when a bound is not met, 2 for wrong words. */
export async function runDrill(args: readonly string[], { print, note }: Output): Promise<number> {
  const { values, positionals } = parse(args);
  const drill = drills[positionals[0] ?? ''];
  if (values.help || drill === undefined) {
    (values.help ? print : note)(help);
    return values.help ? 0 : 2;
  }
  const visitors = readCount(values.visitors) ?? drill.visitors;
  const report = await drill.run({ visitors, log: note });
  print(formatRows(report.title, report.rows));
  if (values.keep) {
    note(`Kept in ${await keepReport(report)}`);
  }
  return report.rows.every(isMet) ? 0 : 1;
}

function readCount(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  if (!/^[1-9]\d{0,6}$/.test(text)) {
    throw new CommandFailure(`--visitors takes a number from 1 to 9999999, not "${text}".`);
  }
  return Number(text);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        visitors: { type: 'string' },
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new CommandFailure(`${(error as Error).message}\nnpm run drill -- --help lists it all.`, {
      cause: error,
    });
  }
}
