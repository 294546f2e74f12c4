import type { Bounds, Plan, Target } from '@frontrow/k6';
import { BUSIEST_SECONDS, type Processors } from '../processors/watch-processors.ts';
import { isMet, type ResultRow } from '../results/result-row.ts';
import type { RunAudit } from './audit/audit-run.ts';
import { type Figures, NOTHING, type RunFigures } from './driver/run-figures.ts';

export type LoadReport = {
  scenario: string;
  question: string;
  target: Target;
  figures: RunFigures;
  /** Where all of the shop was on this machine, and its own. */
  processors?: Processors | undefined;
  rows: ResultRow[];
  /** What the audit found, in words. */
  broken: string[];
  isMet: boolean;
};

type Run = Pick<LoadReport, 'processors'> & {
  plan: Plan;
  target: Target;
  figures: RunFigures;
  audit: RunAudit;
};

/** Business calls and polls apart, then what was sold, then the audit: each with its bound and verdict. */
export function reportRun({ plan, target, figures, processors, audit }: Run): LoadReport {
  const { byKind, seconds, visitors, bookings } = figures;
  const rows: ResultRow[] = [
    { what: 'visitors who came', value: visitors, atLeast: 1 },
    { what: 'visitors whom the driver could not send', value: figures.unsent, atMost: 0 },
    ...kindRows('business calls', byKind.business, plan.business),
    ...callRows(figures),
    ...thirdRows(figures, plan.lastThird),
    ...kindRows('polls', byKind.poll, plan.visit === 'crowd' ? plan.poll : ifAny(byKind, plan)),
    ...kindRows('join, enter, leave', byKind.room, undefined),
    { what: 'bookings', value: bookings, atLeast: plan.bookingsAtLeast },
    { what: 'bookings a second', value: round(bookings / seconds) },
    ...Object.entries(figures.left).map(([why, value]) => ({
      what: `left without a seat: ${why.replaceAll('_', ' ')}`,
      value,
    })),
    ...Object.entries(figures.unexpected).map(([what, value]) => ({
      what: `unexpected: ${what}`,
      value,
    })),
    ...behindRows(figures),
    ...processorRows(processors),
    ...audit.rows,
  ];
  const { name, question } = plan;
  const { broken } = audit;
  const known = processors === undefined ? {} : { processors };
  const judged = { rows, broken, isMet: rows.every(isMet) };
  return { scenario: name, question, target, figures, ...known, ...judged };
}

function behindRows({ behindP99Ms }: RunFigures): ResultRow[] {
  return behindP99Ms === undefined
    ? []
    : [{ what: 'driver behind its times, p99, ms', value: round(behindP99Ms) }];
}

const NO_BUSINESS: ReadonlySet<string> = new Set(['join', 'status', 'enter', 'leave']);

function callRows({ byName }: RunFigures): ResultRow[] {
  return Object.entries(byName)
    .filter(([name]) => !NO_BUSINESS.has(name))
    .map(([name, { calls, p95Ms }]) => ({
      what: `  ${name} × ${calls}, p95, ms`,
      value: round(p95Ms),
    }));
}

/** Whether the run ended as it began. */
function thirdRows({ thirdsP95Ms }: RunFigures, lastThird: Plan['lastThird']): ResultRow[] {
  if (lastThird === undefined) {
    return [];
  }
  const { first, last } = thirdsP95Ms;
  // Nothing in one of the thirds: nothing that could be judged, and so not met.
  const isKnown = first > 0 && last > 0;
  return 'p95Ms' in lastThird
    ? [
        {
          what: 'business calls of the last third, p95, ms',
          value: isKnown ? round(last) : Infinity,
          atMost: lastThird.p95Ms,
        },
      ]
    : [
        {
          what: 'p95 of the last third ÷ the first',
          value: isKnown ? Math.round((last / first) * 100) / 100 : Infinity,
          atMost: lastThird.timesFirst,
        },
      ];
}

function processorRows(processors: Processors | undefined): ResultRow[] {
  const parts = Object.entries(processors?.busiest ?? {});
  return parts.flatMap(([part, cores]) =>
    cores === null
      ? []
      : [
          {
            what: `processor, ${part}, cores in the busiest ${BUSIEST_SECONDS} s`,
            value: Math.round(cores * 100) / 100,
          },
        ],
  );
}

/** Where nobody had to wait there are no polls to judge. */
function ifAny({ poll }: RunFigures['byKind'], plan: Plan): Bounds | undefined {
  return poll === undefined || poll.calls === 0 ? undefined : plan.poll;
}

function kindRows(
  what: string,
  figures: Figures | undefined,
  bounds: Bounds | undefined,
): ResultRow[] {
  if (figures === undefined && bounds === undefined) {
    return [];
  }
  const { calls, failed, p50Ms, p95Ms, p99Ms, mostMs } = figures ?? NOTHING;
  const atMost = (bound: number | undefined) => (bound === undefined ? {} : { atMost: bound });
  const share = bounds === undefined ? undefined : bounds.errorShare * 100;
  return [
    { what, value: calls, ...(bounds === undefined ? {} : { atLeast: 1 }) },
    { what: `${what}, p50, ms`, value: round(p50Ms) },
    { what: `${what}, p95, ms`, value: round(p95Ms), ...atMost(bounds?.p95Ms) },
    { what: `${what}, p99, ms`, value: round(p99Ms), ...atMost(bounds?.p99Ms) },
    { what: `${what}, slowest, ms`, value: round(mostMs) },
    { what: `${what}, failed, %`, value: percent(failed, calls), ...atMost(share) },
  ];
}

/** Rounded up, so that one failure in a million is not none. */
function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.ceil((part / whole) * 100_000) / 1000;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
