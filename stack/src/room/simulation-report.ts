import type { Recording } from '@frontrow/origin/simulation';
import type { DrillReport } from '../drills/keep-report.ts';
import type { ResultRow } from '../results/result-row.ts';

type Figure = { what: string; of: (recording: Recording) => number; digits: number };

const FIGURES: Figure[] = [
  { what: 'minutes of overload', of: ({ overloadMinutes }) => overloadMinutes, digits: 1 },
  {
    what: 'capacity idle while visitors wait, %',
    of: ({ idleShare }) => idleShare * 100,
    digits: 1,
  },
  { what: 'requests failed, %', of: ({ failedShare }) => failedShare * 100, digits: 2 },
  { what: 'visitors let in', of: ({ entered }) => entered, digits: 0 },
  { what: 'of them gave up before a failing shop', of: ({ gaveUp }) => gaveUp, digits: 0 },
  { what: 'mean wait, minutes', of: ({ meanWaitMinutes }) => meanWaitMinutes, digits: 1 },
  {
    what: '95th percentile of the wait, minutes',
    of: ({ p95WaitMinutes }) => p95WaitMinutes,
    digits: 1,
  },
];

/** The ways of admission side by side, for a terminal. */
export function simulationTable(recordings: Recording[]): string {
  const rows = [
    ['', ...recordings.map(({ name }) => name)],
    ...FIGURES.map((figure) => [
      figure.what,
      ...recordings.map((recording) => figure.of(recording).toFixed(figure.digits)),
    ]),
  ];
  const width = Math.max(...FIGURES.map(({ what }) => what.length));
  const lines = rows.map(([what = '', ...values]) =>
    [what.padEnd(width), ...values.map((value) => value.padStart(18))].join(''),
  );
  const unfinished = recordings.filter(({ isComplete }) => !isComplete);
  const notes = unfinished.map(({ name }) => `${name}: not all were through when it ended.`);
  return [...lines, ...notes].join('\n');
}

/** The same, to be kept; overload and who gave up are bounded by fixed admission with the usual margin. */
export function simulationReport(title: string, recordings: Recording[]): DrillReport {
  const rows = FIGURES.flatMap((figure) =>
    recordings.map((recording): ResultRow => {
      const value = Number(figure.of(recording).toFixed(figure.digits));
      return { what: `${figure.what}: ${recording.name}`, value };
    }),
  );
  return { name: 'simulate', title, rows };
}
