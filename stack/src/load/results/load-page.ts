import { type Part } from '../../processors/cpu-of-parts.ts';
import { BUSIEST_SECONDS, totalOf } from '../../processors/watch-processors.ts';
import { markdownTable } from '../../results/markdown-table.ts';
import { boundOf, isMet, type ResultRow } from '../../results/result-row.ts';
import { type Figures, NOTHING } from '../driver/run-figures.ts';
import type { LoadReport } from '../report-run.ts';

/** What the origins were busy with, in percent, and how that was found out. */
export type KeptProfile = Pick<KeptRun, 'command' | 'measured'> & { rows: ResultRow[] };

/** A run as it is kept: its report, and how, when and on what it was made. */
export type KeptRun = LoadReport & {
  /** Of another run of the same, whose origins were profiled. */
  profile?: KeptProfile | undefined;
  command: string;
  /** The program that played it, with its version. */
  driver: string;
  measured: { on: string; commit: string; machine: string };
};

const COLUMNS = [
  { head: 'Scenario' },
  { head: 'At' },
  { head: 'Visitors', align: 'right' },
  { head: 'Bookings', align: 'right' },
  { head: 'Business calls', align: 'right' },
  { head: 'p50 / p95 / p99, ms', align: 'right' },
  { head: 'Failed', align: 'right' },
  { head: 'Polls', align: 'right' },
  { head: 'p95, ms', align: 'right' },
  { head: 'Audit' },
  { head: 'Bounds' },
] as const;

const PARTS: readonly Part[] = ['driver', 'edge', 'origins', 'redis', 'database'];

/** All kept runs in one table; then the words for what was not met, and the commands. */
export function loadPage(runs: readonly KeptRun[]): string {
  const sorted = runs.toSorted((one, other) => keyOf(one).localeCompare(keyOf(other)));
  const parts = [
    '# The load scenarios, played',
    `Written by \`npm run load -- … --keep\`: what each scenario asks stands in [k6/](../../k6/README.md). Visitors, shop, room and
driver share one machine, so the times are what that machine gives; polls and business calls are told apart, and each run
ended with the audit of seats, money, room and order. k6 counts a time from the sending of a request: the opening of a
connection, where a visitor has none yet, is not in it.`,
    markdownTable(COLUMNS, sorted.map(cellsOf)),
    ...missed(sorted),
    ...processors(sorted),
    ...profiles(sorted),
    '## How they were made',
    sorted.map(origin).join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

export function keyOf({ scenario, target, figures }: LoadReport): string {
  return `${scenario}-${target}-${figures.driver}`;
}

function cellsOf({ scenario, target, figures, rows, isMet: isWithin }: KeptRun): string[] {
  const { business = NOTHING, poll = NOTHING, room = NOTHING } = figures.byKind;
  return [
    scenario,
    target,
    String(figures.visitors),
    String(figures.bookings),
    String(business.calls),
    business.calls === 0 ? '–' : timesOf(business),
    String(business.failed + poll.failed + room.failed),
    String(poll.calls),
    poll.calls === 0 ? '–' : oneDecimal(poll.p95Ms),
    rows.filter(isOfAudit).every(isMet) ? 'held' : '**broken**',
    isWithin ? 'met' : '**not met**',
  ];
}

function missed(runs: readonly KeptRun[]): string[] {
  const lines = runs.flatMap((run) =>
    run.rows
      .filter((row) => !isMet(row))
      .map(
        ({ what, value, ...bound }) =>
          `- ${run.scenario}, ${run.target}: ${what}: ${Number.isFinite(value) ? value : 'not measured'} (${boundOf(bound)})`,
      ),
  );
  return lines.length === 0 ? [] : ['## Not met', lines.join('\n')];
}

/** Of those that were read: what a bound that was missed had to do with. */
function processors(runs: readonly KeptRun[]): string[] {
  const cells = runs.flatMap(({ scenario, target, processors: read }) =>
    read === undefined
      ? []
      : [
          [
            scenario,
            target,
            ...PARTS.map((part) => coresOf(read.busiest[part])),
            `${totalOf(read.busiest).toFixed(2)} of ${read.machineCores}`,
          ],
        ],
  );
  const columns = [
    { head: 'Scenario' },
    { head: 'At' },
    ...[...PARTS, 'all'].map((head) => ({ head, align: 'right' as const })),
  ];
  return cells.length === 0
    ? []
    : [
        '## What had the processors',
        `Cores that each part had in the ${BUSIEST_SECONDS} seconds in which the shop's parts together had the most, of runs that told it. Where they come near
to what the machine has, every request waits for a processor: a bound that is missed there is missed by the crowd, its driver and the
shop together. The crowds of \`waiting-crowd\`, \`on-sale-rush\` and \`seat-war\` come at one moment, and their first polls fall due while all of
them still join; at the origin each join is a request of its own, at the edge one for many.`,
        markdownTable(columns, cells),
      ];
}

/** Where the time of the origins goes, of runs that were profiled. */
function profiles(runs: readonly KeptRun[]): string[] {
  const tables = runs.flatMap(({ scenario, target, profile }) =>
    profile === undefined
      ? []
      : [
          markdownTable(
            [{ head: `${scenario}, ${target}` }, { head: '%', align: 'right' }],
            profile.rows.map(({ what, value }) => [what, value.toFixed(1)]),
          ),
          `\`${profile.command}\`, ${profile.measured.on}, commit ${profile.measured.commit}.`,
        ],
  );
  return tables.length === 0
    ? []
    : [
        '## What the origins were busy with',
        `V8's samples from start to stop, summed up by package and by folder of ours; what has neither is Node's own.`,
        ...tables,
      ];
}

function coresOf(cores: number | null): string {
  return cores === null ? '–' : cores.toFixed(2);
}

function origin({ command, driver, measured }: KeptRun): string {
  const { on, commit, machine } = measured;
  return `- \`${command}\`: ${driver}, ${on}, commit ${commit}, ${machine}.`;
}

function isOfAudit({ what }: ResultRow): boolean {
  return what.startsWith('audit:');
}

function timesOf({ p50Ms, p95Ms, p99Ms }: Figures): string {
  return [p50Ms, p95Ms, p99Ms].map(oneDecimal).join(' / ');
}

function oneDecimal(value: number): string {
  return value.toFixed(1);
}
