import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchRow } from '../bench/results/bench-report.ts';
import type { Kept } from '../bench/results/performance-page.ts';
import { aloneTarget } from '../compare/results/alone-table.ts';
import type { KeptComparison } from '../compare/results/comparison-page.ts';
import { targetsOf as comparisonTargets } from '../compare/results/targets.ts';
import { type Evidence, targetsOf as evidenceTargets } from '../evidence/evidence-page.ts';
import type { LoadReport } from '../load/report-run.ts';
import { readJson } from '../read-json.ts';
import { repositoryDir } from '../repository.ts';
import { markdownTable } from './markdown-table.ts';
import { boundOf, isMet } from './result-row.ts';

const START = '<!-- figures: written by npm run bench, bench:rooms and db:evidence -- --keep -->';
const END = '<!-- /figures -->';
const README = join(repositoryDir, 'README.md');
const RESULTS = join(repositoryDir, 'docs', 'results');

type Headline = [what: string, measured: string, verdict: string];

/** What is kept under docs/results, of all commands that measure. */
export type KeptResults = {
  distances: Kept[];
  comparison: KeptComparison | undefined;
  queries: Pick<Evidence, 'large' | 'runs'> | undefined;
  /** The ramp of the published comparison, through the edge, played by k6. */
  ramp: Pick<LoadReport, 'rows'> | undefined;
};

export function readKeptResults(): KeptResults {
  return {
    distances: (read('performance/distance.json') ?? []) as Kept[],
    comparison: read('comparison/rooms.json') as KeptResults['comparison'],
    queries: (read('queries-at-scale-1.json') ??
      read('queries-at-scale-0.1.json')) as KeptResults['queries'],
    ramp: read('load/ramp-5000-edge-k6.json') as KeptResults['ramp'],
  };
}

/** The README's figures: each measured, with its bound, and whether it was kept. */
function readmeFigures(kept: KeptResults): string {
  const { machine = '', on = '' } =
    kept.distances.find(({ name }) => name === 'room')?.measured ?? {};
  const headlines = [
    ...ofComparison(kept.comparison),
    ...ofRamp(kept.ramp),
    ...ofQueries(kept.queries),
    ...ofDistances(kept.distances),
  ];
  const columns = [
    { head: `${machine}, ${on}` },
    { head: 'measured', align: 'right' as const },
    { head: 'bound' },
  ];
  return [START, '', markdownTable(columns, headlines), '', END].join('\n');
}

/** README with its section as the figures say. */
export function withFigures(readme: string, kept: KeptResults): string {
  const [from, to] = [readme.indexOf(START), readme.indexOf(END)];
  if (from < 0 || to < from) {
    throw new Error(`README.md has lost its lines ${START} and ${END}.`);
  }
  return readme.slice(0, from) + readmeFigures(kept) + readme.slice(to + END.length);
}

/** After anything was kept. */
export function writeReadmeFigures(): void {
  writeFileSync(README, withFigures(readFileSync(README, 'utf8'), readKeptResults()));
}

const COMPARED = /^(bookings a second|p95 of those inside), room in Redis/;

/** The rooms by themselves; and with one origin, while several times as many come as it can carry. */
function ofComparison(comparison: KeptComparison | undefined): Headline[] {
  const [one] = comparison?.summaries ?? [];
  const alone = comparison?.alone;
  return [
    ...(alone === undefined ? [] : [aloneTarget(alone.runs)]),
    ...(one === undefined ? [] : comparisonTargets(one).filter(({ what }) => COMPARED.test(what))),
  ].map((row) => [row.what, `× ${row.value}`, verdictOf(boundOf(row), isMet(row))]);
}

function ofRamp(ramp: KeptResults['ramp']): Headline[] {
  const row = ramp?.rows.find(({ what }) => what === 'business calls, p95, ms');
  return row === undefined
    ? []
    : [
        [
          '0 → 5,000 users in five minutes, by k6: p95 of those inside',
          `${row.value} ms`,
          verdictOf(`${boundOf(row)} ms`, isMet(row)),
        ],
      ];
}

function ofQueries(queries: KeptResults['queries']): Headline[] {
  const [seatMap] = queries === undefined ? [] : evidenceTargets(queries);
  if (queries === undefined || seatMap === undefined) {
    return [];
  }
  const seats = queries.large.seats.toLocaleString('en');
  const { found, bound, isMet: isKept } = seatMap;
  return [[`seat map of a date among ${seats} seats, median`, found, verdictOf(bound, isKept)]];
}

/** The ratios are in the plot. */
const ALONE = [/1,000,000 waiting visitors$/, /^1,000,000 arrivals/, /^advance.*on the server/];

function ofDistances(kept: Kept[]): Headline[] {
  return kept
    .flatMap(({ rows }) => rows)
    .filter(({ what }) => ALONE.some((pattern) => pattern.test(what)))
    .map((row: BenchRow) => [
      row.what,
      `${row.value} ${row.unit}`,
      verdictOf(boundOf(row), isMet(row)),
    ]);
}

function verdictOf(bound: string, isKept: boolean): string {
  return `${bound}: ${isKept ? 'met' : '**not met**'}`;
}

/** undefined: it has not been kept yet. */
function read(file: string): unknown {
  return readJson(join(RESULTS, file));
}
