import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../../processes/run-command.ts';
import { repositoryDir } from '../../repository.ts';
import { median } from '../../results/median.ts';
import { round } from '../../results/round.ts';
import type { Bench } from '../bench-options.ts';
import type { Rate } from '../measuring/compare.ts';
import type { BenchReport, BenchRow, Growth } from '../results/bench-report.ts';

const PROGRAM = join(repositoryDir, 'origin', 'src', 'bench', 'room-in-redis.ts');
const WITHIN_MS = 10 * 60_000;

const rounds = z.array(
  z.object({
    perSecond: z.number(),
    serverMicroseconds: z.number(),
    within: z.record(z.string(), z.number()),
  }),
);
const percentiles = z.object({ p50: z.number(), p99: z.number() });
const line = z.object({
  visitors: z.number(),
  enter: z.object({ inside: rounds, bare: rounds }),
  arrivedInSeconds: z.number(),
  bytesAVisitor: z.number(),
  ticks: z.number(),
  calledATick: z.number(),
  serverMs: percentiles,
  roundTripMs: percentiles,
});
const figures = z.object({
  enter: z.object({ inside: rounds, bare: rounds, entering: rounds }),
  lines: z.array(line),
});
type Line = z.infer<typeof line>;
type Figures = z.infer<typeof figures>;

/** The room's scripts on Redis: `enter`, and `advance` and the memory of lines of several lengths. */
export async function benchRoom({ stack, options }: Bench): Promise<BenchReport> {
  const { seconds, connections, sizes } = options;
  const given = {
    redis: stack.redisUrl,
    seconds,
    rounds: options.rounds,
    connections,
    sizes: sizes.join(','),
  };
  const args = Object.entries(given).map(([name, value]) => `--${name}=${value}`);
  const { output } = await runCommand(process.execPath, [PROGRAM, ...args], {
    timeoutMs: WITHIN_MS,
  });
  const { enter, lines } = figures.parse(JSON.parse(output));
  const longest = lines.at(-1);
  return {
    name: 'room',
    title: 'The room in Redis',
    rows: [...enterRows(enter), ...(longest === undefined ? [] : lineRows(longest))],
    growth: [
      growthOf(lines, 'enter of who is inside, beside the same', 'ratio', ratioInside),
      growthOf(lines, 'advance, on the server, median', 'ms', ({ serverMs }) => serverMs.p50),
      growthOf(lines, 'memory of a visitor', 'bytes', ({ bytesAVisitor }) => bytesAVisitor),
      growthOf(lines, 'arrivals', 'a second', (one) => one.visitors / one.arrivedInSeconds),
    ],
    hint: hintOf(enter),
  };
}

/** The bound is for the first: what each request of a visitor inside costs. Each enters once. */
function enterRows({ inside, bare, entering }: Figures['enter']): BenchRow[] {
  const least = perSecond(bare);
  const rowOf = (what: string, rounds: Figures['enter']['inside']) => {
    const ours = perSecond(rounds);
    const value = round(ours.perSecond / least.perSecond, 4);
    return { what, value, unit: 'ratio', ours, bare: least } as const;
  };
  return [
    { ...rowOf('enter of who is inside, beside EVALSHA of one ZSCORE', inside), atLeast: 0.6 },
    rowOf('enter of who comes in, beside the same', entering),
  ];
}

function ratioInside({ enter: { inside, bare } }: Line): number {
  return perSecond(inside).perSecond / perSecond(bare).perSecond;
}

function perSecond(all: Figures['enter']['inside']): Rate {
  return { perSecond: median(all.map((one) => one.perSecond)), cpuMicroseconds: null };
}

function hintOf({ inside, bare, entering }: Figures['enter']): string {
  const [a, b, c] = [inside, bare, entering].map((all) =>
    round(median(all.map((one) => one.serverMicroseconds)), 1),
  );
  return `On the server alone an enter takes ${a} µs of who is inside and ${c} µs of who comes in; the bare script takes ${b} µs.
Of the enter of who is inside ${commandsOf(inside)}; of the bare script ${commandsOf(bare)}. What is left is Lua, and calling it.
Those who ask at once are sent in one write and answered together, so that the process that asks and the server take turns: a call takes
what both take, and the process was idle for three fifths of the time (\`--cpu-prof\`).`;
}

/** What went into the commands that a script calls, in the last round. */
function commandsOf(all: Figures['enter']['inside']): string {
  const within = Object.entries(all.at(-1)?.within ?? {});
  return within
    .toSorted(([, one], [, other]) => other - one)
    .map(([command, microseconds]) => `${command.toUpperCase()} takes ${round(microseconds, 1)} µs`)
    .join(', ');
}

function lineRows(longest: Line): BenchRow[] {
  const { visitors, serverMs, roundTripMs, bytesAVisitor, calledATick } = longest;
  const waiting = visitors.toLocaleString('en');
  const calls = `advance, ${Math.round(calledATick).toLocaleString('en')} of ${waiting} called`;
  return [
    {
      what: `${calls}, on the server, 99th percentile`,
      value: round(serverMs.p99, 2),
      unit: 'ms',
      atMost: 10,
    },
    { what: `${calls}, round trip, 99th percentile`, value: round(roundTripMs.p99, 2), unit: 'ms' },
    {
      what: `memory of one of ${waiting} waiting visitors`,
      value: round(bytesAVisitor, 0),
      unit: 'bytes',
      atMost: 200,
    },
  ];
}

function growthOf(lines: Line[], what: string, unit: string, read: (one: Line) => number): Growth {
  const points = lines.map((one) => ({ size: one.visitors, value: round(read(one), 2) }));
  return { what, of: 'waiting visitors', unit, points };
}
