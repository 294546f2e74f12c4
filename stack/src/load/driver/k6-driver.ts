import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kind, type Load, REASONS_TO_LEAVE, UNEXPECTED_STATUSES } from '@frontrow/k6';
import { bundleScenarios } from '@frontrow/k6/build';
import { z } from 'zod';
import type { Log } from '../../log.ts';
import { StartFailure } from '../../start-failure.ts';
import { CHROMIUM_ARGS, provideChromium } from '../../testing/chromium.ts';
import type { LoadRun } from './play-load.ts';
import type { Figures, RunFigures } from './run-figures.ts';

/** k6 ends with this when a threshold was crossed: the figures are there, and are judged here. */
const THRESHOLDS_CROSSED = 99;
const KINDS: Kind[] = ['business', 'poll', 'room'];

const summary = z.object({
  seconds: z.number(),
  metrics: z.record(z.string(), z.object({ values: z.record(z.string(), z.number()) })),
});
type Metrics = z.infer<typeof summary>['metrics'];

type RunOptions = {
  log: Log;
  signal?: AbortSignal;
  /** Told of the process that plays. */
  started?: ((pid: number) => void) | undefined;
};

/** Runs the same scenario with k6. Keys go by the environment, which other users of the machine cannot read. */
export async function runK6(
  k6: string,
  run: LoadRun,
  { log, signal, started }: RunOptions,
): Promise<RunFigures> {
  const dir = mkdtempSync(join(tmpdir(), 'frontrow-k6-'));
  try {
    await bundleScenarios(dir);
    const files = { PREPARED: join(dir, 'prepared.json'), SUMMARY: join(dir, 'summary.json') };
    writeFileSync(files.PREPARED, JSON.stringify(run.preparation), { mode: 0o600 });
    const browser = run.plan.visit === 'browse' ? await browserOf(log) : {};
    const child = spawn(k6, ['run', '--no-usage-report', join(dir, `${run.plan.name}.js`)], {
      env: { ...process.env, ...environmentOf(run), ...browser, ...files },
      stdio: ['ignore', 'inherit', 'inherit'],
      ...(signal === undefined ? {} : { signal }),
    });
    if (child.pid !== undefined) {
      started?.(child.pid);
    }
    // Told to stop, we end without waiting for it: it must not go on by itself, nor leave the logins behind.
    const endIt = () => {
      child.kill();
      rmSync(dir, { recursive: true, force: true });
    };
    process.once('exit', endIt);
    const [code] = (await once(child, 'exit')) as [number | null];
    process.off('exit', endIt);
    if (code !== 0 && code !== THRESHOLDS_CROSSED) {
      throw new StartFailure(`k6 ended with status ${code ?? 'none'}; what it said is above.`);
    }
    return figuresOf(summary.parse(JSON.parse(readFileSync(files.SUMMARY, 'utf8'))));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function environmentOf({ plan, target, url, edgeKeys }: LoadRun): Record<string, string> {
  return {
    TARGET: target,
    URL: url,
    EDGE_KEYS: edgeKeys,
    BOOKINGS: String(plan.bookingsAtLeast),
    SECONDS: String(plan.load.seconds),
    ...numbersOf(plan.load),
  };
}

/** The Chromium that the tests and our own driver take, started as they start it. */
async function browserOf(log: Log): Promise<Record<string, string>> {
  return {
    K6_BROWSER_EXECUTABLE_PATH: await provideChromium(log),
    K6_BROWSER_ARGS: CHROMIUM_ARGS.map((arg) => arg.replace('--', '')).join(','),
  };
}

function numbersOf(load: Load): Record<string, string> {
  if (load.shape === 'burst' || load.shape === 'ramp') {
    return { VUS: String(load.shape === 'burst' ? load.visitors : load.users) };
  }
  return { RATE: String(load.perSecond) };
}

function figuresOf({ seconds, metrics }: z.infer<typeof summary>): RunFigures {
  const value = (metric: string, name: string) => metrics[metric]?.values[name] ?? 0;
  const byKind = KINDS.flatMap((kind) => {
    const figures = kindFigures(metrics, kind);
    return figures === undefined ? [] : [[kind, figures]];
  });
  return {
    driver: 'k6',
    seconds,
    visitors: value('iterations', 'count') + value('dropped_iterations', 'count'),
    unsent: value('dropped_iterations', 'count'),
    bookings: value('bookings', 'count'),
    left: reasonsIn(metrics),
    byKind: Object.fromEntries(byKind) as RunFigures['byKind'],
    byName: {},
    thirdsP95Ms: {
      first: value('answer_ms{part:business-first}', 'p(95)'),
      last: value('answer_ms{part:business-last}', 'p(95)'),
    },
    unexpected: statusesIn(metrics),
  };
}

function reasonsIn(metrics: Metrics): Record<string, number> {
  return countsOf(REASONS_TO_LEAVE.map((why) => [why, metrics[`left{why:${why}}`]]));
}

function statusesIn(metrics: Metrics): Record<string, number> {
  return countsOf(
    UNEXPECTED_STATUSES.map((status) => [
      status === 0 ? 'unanswered' : `status ${status}`,
      metrics[`unexpected{status:${status}}`],
    ]),
  );
}

/** Without what did not happen. */
function countsOf(named: [string, Metrics[string] | undefined][]): Record<string, number> {
  return Object.fromEntries(
    named
      .map(([name, metric]) => [name, metric?.values['count'] ?? 0] as const)
      .filter(([, count]) => count > 0),
  );
}

/** k6 keeps apart only the kinds that have thresholds. */
function kindFigures(metrics: Metrics, kind: Kind): Figures | undefined {
  const times = metrics[`answer_ms{kind:${kind}}`]?.values;
  if (times === undefined) {
    return undefined;
  }
  return {
    calls: times['count'] ?? 0,
    // Of a rate k6 counts as "passes" what was true: here, that the answer was not an expected one.
    failed: metrics[`failed{kind:${kind}}`]?.values['passes'] ?? 0,
    p50Ms: times['med'] ?? 0,
    p95Ms: times['p(95)'] ?? 0,
    p99Ms: times['p(99)'] ?? 0,
    mostMs: times['max'] ?? 0,
  };
}
