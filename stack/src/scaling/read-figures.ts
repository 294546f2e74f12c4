import { join } from 'node:path';
import type { BenchRow } from '../bench/results/bench-report.ts';
import type { Kept } from '../bench/results/performance-page.ts';
import { readJson } from '../read-json.ts';
import type { ResultRow } from '../results/result-row.ts';

export type Price = {
  id: string;
  what: string;
  usd: number | null;
  source: string | null;
  on: string | null;
};
/** `where` says from which kept run a figure is. */
export type Figure = { what: string; value: number; unit: string; where: string };

type Drill = { rows: ResultRow[]; measured: { on: string; commit: string } };
export type Figures = ReturnType<typeof readFigures>;

/** What docs/results holds; a figure that was not measured yet is undefined, and so is all that needs it. */
export function readFigures(resultsDir: string) {
  const kept = (readJson(join(resultsDir, 'performance', 'distance.json')) ?? []) as Kept[];
  const drill = (name: string) =>
    readJson(join(resultsDir, 'waiting-room', `${name}.json`)) as Drill | undefined;
  const find = (report: string, what: RegExp) => {
    const found = kept.find(({ name }) => name === report);
    const row = found?.rows.find((one) => what.test(one.what));
    return found === undefined || row === undefined ? undefined : { row, where: whereOf(found) };
  };
  const of = (report: string, what: RegExp, unit: string, read: (row: BenchRow) => number) => {
    const found = find(report, what);
    return found === undefined
      ? undefined
      : figure(found.row.what, read(found.row), unit, found.where);
  };
  const cpu = (report: string, what: RegExp) =>
    of(report, what, 'µs', ({ ours }) => ours?.cpuMicroseconds ?? Number.NaN);
  const value = (report: string, what: RegExp, unit: string) =>
    of(report, what, unit, (row) => row.value);
  const last = (report: string, what: string, unit: string) => {
    const found = kept.find(({ name }) => name === report);
    const point = found?.growth?.find((one) => one.what === what)?.points.at(-1);
    return found === undefined || point === undefined
      ? undefined
      : { ...figure(what, point.value, unit, whereOf(found)), size: point.size };
  };
  const arrivals = drill('arrivals');
  const batched = arrivals?.rows.find(({ what }) => what.startsWith('origin requests of any kind'));
  return {
    listUs: cpu('catalog', /^concert list$/),
    seatMapUs: cpu('catalog', /^seat status$/),
    holdUs: cpu('buying', /^hold$/),
    payUs: cpu('buying', /^pay$/),
    pollUs: cpu('polls', /^status poll/),
    entersPerSecond: of('room', /^enter/, 'a second', ({ ours }) => ours?.perSecond ?? Number.NaN),
    advanceMs: value('room', /^advance.*on the server/, 'ms'),
    bytesAVisitor: value('room', /^memory of one/, 'bytes'),
    arrivalsPerSecond: last('room', 'arrivals', 'a second'),
    databaseMs: value('rows', /^processor time of the database/, 'ms'),
    readsAPurchase: value('rows', /^pages that the database reads/, 'I/O'),
    tablesMib: last('rows', 'tables and keys', 'MiB'),
    requestsForThousand:
      arrivals === undefined || batched === undefined
        ? undefined
        : figure(
            batched.what,
            batched.value,
            'requests',
            `drill arrivals, ${arrivals.measured.on}, commit ${arrivals.measured.commit}`,
          ),
  };
}

export function readPrices(docsDir: string): Price[] {
  return (readJson(join(docsDir, 'scaling-prices.json')) ?? []) as Price[];
}

function figure(what: string, value: number, unit: string, where: string): Figure {
  return { what, value, unit, where };
}

function whereOf({ name, measured }: Kept): string {
  return `bench ${name}, ${measured.on}, commit ${measured.commit}`;
}
