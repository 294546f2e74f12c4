import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryDir } from '../../repository.ts';
import { type BenchRow, boundOf, isMet } from './bench-report.ts';
import { markdownTable } from './markdown-table.ts';
import type { Kept } from './performance-page.ts';

const START = '<!-- figures: written by npm run bench -- --keep -->';
const END = '<!-- /figures -->';
const FILE = join(repositoryDir, 'README.md');

/** The README's figures: each measured, with its bound, and whether it was kept. */
export function readmeFigures(kept: readonly Kept[]): string {
  const rows = kept.flatMap(({ rows }) => rows).filter(isHeadline);
  const { machine = '', on = '' } = kept.find(({ name }) => name === 'room')?.measured ?? {};
  return [
    START,
    '',
    markdownTable(
      [{ head: `${machine}, ${on}` }, { head: 'measured', align: 'right' }, { head: 'bound' }],
      rows.map((row) => [row.what, valueOf(row), verdictOf(row)]),
    ),
    '',
    END,
  ].join('\n');
}

/** README with its section as the figures say. */
export function withFigures(readme: string, kept: readonly Kept[]): string {
  const [from, to] = [readme.indexOf(START), readme.indexOf(END)];
  if (from < 0 || to < from) {
    throw new Error(`README.md has lost its lines ${START} and ${END}.`);
  }
  return readme.slice(0, from) + readmeFigures(kept) + readme.slice(to + END.length);
}

export function writeReadmeFigures(kept: readonly Kept[]): void {
  writeFileSync(FILE, withFigures(readFileSync(FILE, 'utf8'), kept));
}

const HEADLINES = [
  /1,000,000 waiting visitors$/,
  /^1,000,000 arrivals/,
  /^advance.*on the server/,
  /^processor time of the busiest of 4/,
  /^seat status: median at/,
  /^memory of the origin, last third/,
];

/** The ratios are in the plot. */
function isHeadline({ what }: BenchRow): boolean {
  return HEADLINES.some((pattern) => pattern.test(what));
}

function valueOf({ value, unit }: BenchRow): string {
  return unit === 'times' ? `× ${value}` : `${value} ${unit}`;
}

function verdictOf(row: BenchRow): string {
  return `${boundOf(row)}: ${isMet(row) ? 'met' : '**not met**'}`;
}
