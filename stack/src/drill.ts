import { parseArgs } from 'node:util';
import { drillAbsent } from './drills/absent.ts';
import { drillArrivals } from './drills/arrivals.ts';
import { drillPolls } from './drills/polls.ts';
import { drillRedisLoss } from './drills/redis-loss.ts';
import { type DrillReport, formatReport, isMet, keepReport } from './drills/report.ts';

const help = `Puts the waiting room to the test on servers of its own, and prints what was measured.

Usage: npm run drill -- <name> [options]

  redis-loss   Redis is killed with -9 and starts empty while visitors wait
  arrivals     what a crowd that arrives costs the origin, and a million arrivals in batches
  absent       every second visitor has gone away: how much of the room the others use
  polls        what polls cost the origin, from 1,000 to 1,000,000 waiting visitors

  --visitors N   how many wait (redis-loss: 10000; absent: 3000; polls and arrivals: 1000000)
  --keep         write the figures to docs/results/waiting-room.md
  --help         this text

Ends with status 1 when a bound is not met.
`;

const log = (line: string) => process.stderr.write(`${line}\n`);

const drills: Record<string, (visitors: number | undefined) => Promise<DrillReport>> = {
  'redis-loss': (visitors = 10_000) => drillRedisLoss({ visitors, log }),
  arrivals: (visitors = 1_000_000) => drillArrivals({ visitors, log }),
  absent: (visitors = 3_000) => drillAbsent({ visitors, log }),
  polls: (visitors = 1_000_000) => drillPolls({ visitors, log }),
};

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      visitors: { type: 'string' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const drill = drills[positionals[0] ?? ''];
  if (values.help || drill === undefined) {
    (values.help ? process.stdout : process.stderr).write(help);
    return values.help ? 0 : 2;
  }
  const report = await drill(readCount(values.visitors));
  process.stdout.write(`${formatReport(report)}\n`);
  if (values.keep) {
    log(`Kept in ${await keepReport(report)}`);
  }
  return report.rows.every(isMet) ? 0 : 1;
}

function readCount(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  if (!/^[1-9]\d{0,6}$/.test(text)) {
    throw new Error(`--visitors takes a number from 1 to 9999999, not "${text}".`);
  }
  return Number(text);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
