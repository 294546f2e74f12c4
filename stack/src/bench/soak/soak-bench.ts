import { setTimeout as sleep } from 'node:timers/promises';
import { isMet } from '../../results/result-row.ts';
import { round } from '../../results/round.ts';
import type { Bench } from '../bench-options.ts';
import type { BenchReport, BenchRow } from '../results/bench-report.ts';
import { plotSoak, type Series } from './plot-soak.ts';
import { readOriginMemory, rssOf } from './read-memory.ts';
import { soak, type Soaked } from './soak-load.ts';
import { trendOf } from './trend.ts';

const READINGS = 60;
const LONGEST_MS = 10_000;
/** What the last third has beyond the middle one, where nothing leaks. */
const FLAT = 1.1;

const HINT = `Buyers who join, wait, browse, hold and pay, three a second, in a line that a crowd keeps long, all through the
edge. Flat is a last third with at most 1.1 × the mean of the middle third; the slope is by least squares over both, and
tells little when the soak is short. The heap is read between collections, and so goes up and down by itself.`;

/** Whether origin and Worker take more memory, or answer later, the longer they run. */
export async function benchSoak({ stack, options }: Bench): Promise<BenchReport> {
  const seconds = options.minutes * 60;
  const all: Record<keyof typeof UNITS, Series['points']> = {
    'memory of the origin': [],
    'heap of the origin': [],
    'memory of workerd': [],
    'delay of the origin’s event loop, p99': [],
  };
  const startedAt = performance.now();
  let firstAt: number | undefined;
  const read = async () => {
    const at = performance.now();
    firstAt ??= at;
    const { rssMib, heapMib, loopDelayP99Ms } = await readOriginMemory(stack.originMetricsUrl);
    const add = (what: keyof typeof UNITS, value: number | undefined) => {
      if (value !== undefined) {
        all[what].push({
          seconds: round((at - (firstAt ?? at)) / 1000, 1),
          value: round(value, 2),
        });
      }
    };
    add('memory of the origin', rssMib);
    add('heap of the origin', heapMib);
    add('memory of workerd', rssOf(stack.edgePid()));
    add('delay of the origin’s event loop, p99', loopDelayP99Ms);
  };
  const everyMs = Math.min(LONGEST_MS, (seconds * 1000) / READINGS);
  const soaked = await soak(stack, seconds, async (isOver) => {
    while (!isOver()) {
      await read();
      await sleep(everyMs);
    }
  });
  stack.log(`Soaked for ${round((performance.now() - startedAt) / 60_000, 1)} minutes.`);
  const series = (Object.keys(UNITS) as (keyof typeof UNITS)[])
    .map((what) => ({ what, unit: UNITS[what], points: all[what] }))
    .filter(({ points }) => points.length > 0);
  return {
    name: 'soak',
    title: `${round(options.minutes, 1)} minutes of steady load`,
    rows: [...series.flatMap((one) => trendRows(one, seconds)), ...loadRows(soaked)],
    hint: all['memory of workerd'].length > 0 ? HINT : `${HINT} ${NO_RSS}`,
    plots: { 'soak.svg': plotSoak(series) },
  };
}

const UNITS = {
  'memory of the origin': 'MiB',
  'heap of the origin': 'MiB',
  'memory of workerd': 'MiB',
  'delay of the origin’s event loop, p99': 'ms',
} as const;
const NO_RSS = 'This system does not tell what workerd has in memory.';

function trendRows({ what, unit, points }: Series, seconds: number): BenchRow[] {
  const { percentAnHour, lastToMiddle } = trendOf(points, seconds);
  const isMemory = unit === 'MiB';
  return [
    {
      what: `${what}, last third / middle third`,
      value: round(lastToMiddle, 4),
      unit: 'times',
      ...(isMemory ? { atMost: FLAT } : {}),
    },
    ...(isMemory
      ? [{ what: `${what}, slope an hour`, value: round(percentAnHour, 1), unit: '%' as const }]
      : []),
    { what: `${what}, at the end`, value: points.at(-1)?.value ?? 0, unit },
  ];
}

/** What the load was, and that it left nothing wrong behind. */
function loadRows({ buyers, crowd, audit }: Soaked): BenchRow[] {
  const wrong = audit.rows.filter((row) => !isMet(row)).length + audit.broken.length;
  const failed = Object.values({ ...buyers.unexpected, ...crowd.unexpected });
  const calls = [buyers, crowd].flatMap(({ byKind }) => Object.values(byKind));
  return [
    { what: 'bookings', value: buyers.bookings, unit: 'in all', atLeast: 1 },
    { what: 'calls', value: calls.reduce((sum, one) => sum + one.calls, 0), unit: 'in all' },
    {
      what: 'calls that failed',
      value: failed.reduce((sum, count) => sum + count, 0),
      unit: 'in all',
      atMost: 0,
    },
    {
      what: `audit of ${audit.rows[0]?.value ?? 0} checks, room and order: broken`,
      value: wrong,
      unit: 'in all',
      atMost: 0,
    },
  ];
}
