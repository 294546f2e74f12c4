import { type Bound, boundOf, isMet, type ResultRow } from '../../results/result-row.ts';
import { round } from '../../results/round.ts';
import type { Compared, Rate } from '../measuring/compare.ts';

/** A ratio of ours to bare, or a figure by itself. */
export type BenchRow = ResultRow & {
  unit:
    | 'ratio'
    | 'ms'
    | 's'
    | 'bytes'
    | 'µs'
    | '%'
    | 'times'
    | 'MiB'
    | 'origins'
    | 'audits'
    | 'in all';
  ours?: Rate;
  bare?: Rate;
  cpuRatio?: number | null;
};
/** One figure at several sizes. */
export type Growth = {
  what: string;
  of: string;
  unit: string;
  points: { size: number; value: number }[];
};

export type BenchReport = {
  name: string;
  title: string;
  rows: BenchRow[];
  growth?: Growth[];
  /** SVGs by their file names, kept beside the figures. */
  plots?: Record<string, string>;
  /** Where the time goes, when the figures do not say so by themselves. */
  hint?: string;
};

export function ratioRow(what: string, compared: Compared, bound: Bound): BenchRow {
  const { ours, bare, ratio, cpuRatio } = compared;
  return { what, value: round(ratio, 4), unit: 'ratio', ours, bare, cpuRatio, ...bound };
}

/**
 * How fast the figure grows with the size: the slope on two logarithmic axes, by least squares. 0 stays flat, 1 grows
 * in step, 2 with the square.
 */
export function slopeOf({ points }: Growth): number {
  const logs = points.map(({ size, value }) => [Math.log(size), Math.log(value)] as const);
  const mean = (at: 0 | 1) => logs.reduce((sum, pair) => sum + pair[at], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const over = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const under = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return under === 0 ? 0 : round(over / under, 2);
}

/** The report as a table for a terminal. */
export function formatReport({ title, rows, growth = [], hint }: BenchReport): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  const lines = rows.map((row) => {
    const bound = boundOf(row);
    const verdict = bound === '' ? '' : `  (${bound})  ${isMet(row) ? 'ok' : 'NOT MET'}`;
    return `  ${row.what.padEnd(width)}  ${String(row.value).padStart(10)} ${row.unit}${sidesOf(row)}${verdict}`;
  });
  const grown = growth.map((one) => {
    const points = one.points.map(({ size, value }) => `${size.toLocaleString('en')}: ${value}`);
    return `  ${one.what} by ${one.of}: ${points.join(', ')} ${one.unit}; slope ${slopeOf(one)}`;
  });
  return [title, ...lines, ...grown, ...(hint === undefined ? [] : [`  ${hint}`])].join('\n');
}

export function sidesOf({ ours, bare, cpuRatio }: BenchRow): string {
  if (ours === undefined || bare === undefined) {
    return '';
  }
  const cpu =
    cpuRatio === null || cpuRatio === undefined
      ? ''
      : `; processor ${cpuOf(ours)} / ${cpuOf(bare)} µs a request, ratio ${round(cpuRatio, 2)}`;
  return `  ${Math.round(ours.perSecond)} / ${Math.round(bare.perSecond)} a second${cpu}`;
}

function cpuOf({ cpuMicroseconds }: Rate): string {
  return cpuMicroseconds === null ? '?' : String(Math.round(cpuMicroseconds));
}
