import type { Measured, MeasuredQuery } from './run-measure.ts';

export type Evidence = {
  measured: { on: string; commit: string; cores: number; node: string; server: string };
  seed: number;
  rounds: number;
  small: { scale: number; seats: number };
  large: { scale: number; seats: number };
  /** Those that were made. */
  runs: Record<'small' | 'large', Measured> & Partial<Record<RunName, Measured>>;
};
export type RunName = 'small' | 'large' | 'restarted' | 'reference' | 'none';

export type Target = { what: string; found: string; bound: string; isMet: boolean };

const SEAT_MAP = /^SELECT seat_no, status = 'SOLD' FROM seat/;
const NAMED: [what: string, matches: RegExp][] = [
  ['Dates of a concert, with their free seats', /WHERE schedule\.concert_id = \?/],
  ['Seat map of a date', SEAT_MAP],
  ['Hold: the seats are claimed', /^UPDATE seat SET status = 'HELD'/],
  // What differs here differs by the machine's other work alone: the runs come one after the other.
  ['To compare with: a statement that reads no table', /^SELECT NOW\(3\) \+ INTERVAL/],
];
const MAP_GROWTH = 1.5;
const MAP_MS = 1;

/** What the project asks of its queries, and what was found. */
export function targetsOf({ runs }: Pick<Evidence, 'runs'>): Target[] {
  const small = p50Of(runs.small, SEAT_MAP);
  const large = p50Of(runs.large, SEAT_MAP);
  const growth = large / small;
  return [
    {
      what: 'Seat map, p50 at the large size',
      found: `${large.toFixed(2)} ms`,
      bound: `≤ ${MAP_MS} ms`,
      isMet: large <= MAP_MS,
    },
    {
      what: 'The same, as a multiple of the small size',
      found: growth.toFixed(2),
      bound: `≤ ${MAP_GROWTH}`,
      // Where the small shop has no such figure, the multiple is none.
      isMet: Number.isFinite(small) && growth <= MAP_GROWTH,
    },
    {
      what: 'Scans, sorts and reads of too many rows without a reason, at the large size',
      found: String(runs.large.faults.length),
      bound: '0',
      isMet: runs.large.faults.length === 0,
    },
    {
      what: 'Calls that were refused, at the large size',
      found: String(runs.large.refusals.length),
      bound: '0',
      isMet: runs.large.refusals.length === 0,
    },
  ];
}

function p50Of({ queries }: Measured, matches: RegExp): number {
  return queries.find(({ sql }) => matches.test(sql))?.p50Ms ?? Infinity;
}

export function evidencePage(evidence: Evidence): string {
  return `${[
    '# What the queries cost',
    intro(evidence),
    table(
      ['target', 'found', 'bound', ''],
      targetsOf(evidence).map(({ what, found, bound, isMet }) => [
        what,
        found,
        bound,
        isMet ? 'met' : '**not met**',
      ]),
    ),
    '## The two that the published comparison names',
    'There, on other machines, 150,000,000 seats: dates of a concert 3.89 s without its index and 29 ms with it; free seats of a date 294 s and 747 ms.',
    table(
      ['p50 / p99 in ms', 'none', 'reference', 'ours', 'ours, small'],
      NAMED.map(([what, matches]) => [
        what,
        ...(['none', 'reference', 'large', 'small'] as const).map((run) =>
          timesIn(evidence.runs[run], matches),
        ),
      ]),
    ),
    '## Every statement of the API',
    LEGEND,
    table(
      ['', 'calls', 'rows', 'keys', 'small', 'large', 'restarted', 'reference', 'none'],
      evidence.runs.large.queries.map((query, index) => rowOf(evidence, query, index + 1)),
    ),
    '## The statements',
    statements(evidence.runs.large.queries),
    '## What reads more than its rows, and why',
    reasons(evidence.runs.large.queries),
    '## What went wrong without our keys',
    refusals(evidence),
  ].join('\n\n')}\n`;
}

function intro({ measured, seed, rounds, small, large, runs }: Evidence): string {
  const { on, commit, cores, node, server } = measured;
  return [
    `Written by \`npm run db:evidence\` on ${on}, commit ${commit}, ${cores} cores, Node ${node}, ${server}, seed ${seed}.`,
    'Compare within a row rather than with other pages.',
    `Small: scale ${small.scale}, ${count(small.seats)} seats. Large: scale ${large.scale}, ${count(large.seats)} seats.`,
    `With our keys small and large took turns, ${rounds} rounds; of each figure the middle is kept.`,
    `A whole origin was driven through every call of its API (but the rooms' own), ${runs.large.visits} visits at the large size; what is listed is what it sent.`,
  ].join('\n');
}

const LEGEND = [
  'Times are milliseconds, p50 / p99, from sending to the last row, warm unless it says *restarted*: the first visits after the',
  "server was started again, with the machine's own file cache still warm. *Rows* are rows read / rows answered or changed, in the",
  'sample that read the most; *keys* are those of the plan, and `n` in a time is how often it ran where that was fewer than ten times.',
  'A statement is broken off after a quarter of an hour: *not to the end*.',
  '*Small*, *large* and *restarted* have our keys. *None* is a copy of the large one: seats have a surrogate key, foreign keys and secondary',
  'indexes are gone; *reference* is that copy with the two that the published comparison ended with: `schedule(concert_id)` and',
  '`seat(schedule_id, status)`. Primary keys of the tables that the comparison has not stay as they are.',
].join('\n');

function rowOf({ runs }: Evidence, query: MeasuredQuery, number: number): string[] {
  const keys = query.plan
    .filter(({ table }) => table !== null)
    .map(({ table, type, key }) => `${table}: ${key ?? type}`);
  const times = (['small', 'large', 'restarted', 'reference', 'none'] as const).map((run) =>
    timesIn(runs[run], query.sql),
  );
  return [
    String(number),
    callsOf(query),
    `${query.rowsRead} / ${query.returned}`,
    keys.join('<br>'),
    ...times,
  ];
}

/** What is sent between calls belongs to the room that a visitor enters. */
function callsOf({ calls }: MeasuredQuery): string {
  const named = calls.map((call) => (call === '' ? 'entering' : call));
  return named.slice(0, 3).join(', ') + (named.length > 3 ? ' …' : '');
}

function timesIn(run: Measured | undefined, sought: RegExp | string): string {
  if (run === undefined) {
    return 'not run';
  }
  const query = run.queries.find(({ sql }) =>
    typeof sought === 'string' ? sql === sought : sought.test(sql),
  );
  return query === undefined ? 'not reached' : timesOf(query);
}

function timesOf(query: MeasuredQuery): string {
  const few = query.count < 10 ? ` (n ${query.count})` : '';
  const ended = query.failed > 0 ? `, ${query.failed} not to the end` : '';
  return `${ms(query.p50Ms)} / ${ms(query.p99Ms)}${few}${ended}`;
}

function statements(queries: MeasuredQuery[]): string {
  return queries.map(({ sql }, index) => `${index + 1}. \`${sql.replaceAll('`', '')}\``).join('\n');
}

function reasons(queries: MeasuredQuery[]): string {
  const lines = queries.flatMap(({ why, rowsRead, returned }, index) =>
    why === null ? [] : [`- ${index + 1}: ${rowsRead} rows for ${returned}. ${why}`],
  );
  return lines.join('\n');
}

function refusals({ runs }: Evidence): string {
  const lines = (['reference', 'none'] as const).map((name) => {
    const run = runs[name];
    return run === undefined
      ? `- ${name}: not run.`
      : `- ${name}: ${visitsOf(run)}, ${run.refusals.length} calls refused or timed out` +
          `${listed(run)}; ${run.faults.length} scans, sorts or reads of too many rows.`;
  });
  return lines.join('\n');
}

function visitsOf({ visits }: Measured): string {
  return visits === 0
    ? 'broken off in its first visit for the time that it took'
    : `${visits} visits`;
}

function listed({ refusals }: Measured): string {
  const kinds = [...new Set(refusals.map(({ call, status }) => `${call} ${status}`))];
  return kinds.length === 0 ? '' : ` (${kinds.join(', ')})`;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function ms(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
