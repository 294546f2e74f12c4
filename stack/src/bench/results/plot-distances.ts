import type { BenchReport } from './bench-report.ts';

type Reports = readonly Pick<BenchReport, 'rows'>[];

const WIDTH = 860;
const LEFT = 270;
const RIGHT = 60;
const TOP = 56;
const ROW = 34;
const BAR = 18;

/** The ratios as bars between nothing and the limit, each with the mark that it is to reach. */
export function plotDistances(reports: Reports): string {
  const rows = reports.flatMap(({ rows }) => rows.filter(({ unit }) => unit === 'ratio'));
  const height = TOP + rows.length * ROW + 30;
  const x = (ratio: number) => LEFT + Math.min(1, ratio) * (WIDTH - LEFT - RIGHT);
  const bars = rows.flatMap(({ what, value, atLeast }, index) => {
    const y = TOP + index * ROW;
    const colour = value >= (atLeast ?? 0) ? '#1a5fb4' : '#b3261e';
    const mark = `<path d="M${x(atLeast ?? 0).toFixed(1)} ${y - 4}v${BAR + 8}" stroke="#000" stroke-width="2"/>`;
    // What it stands beside is told on the page.
    const [label = what] = what.split(', beside');
    return [
      text(LEFT - 10, y + 14, label, 'text-anchor="end"'),
      `<rect x="${LEFT}" y="${y}" width="${(x(value) - LEFT).toFixed(1)}" height="${BAR}" fill="${colour}"/>`,
      ...(atLeast === undefined ? [] : [mark]),
      // At the bar's beginning, where no mark can stand.
      text(LEFT + 8, y + 14, value.toFixed(2), 'fill="#fff"'),
    ];
  });
  const axis = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    `<path d="M${x(share)} ${TOP - 8}V${height - 26}" stroke="#ddd"/>`,
    text(x(share), height - 10, String(share), 'text-anchor="middle" fill="#555"'),
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12">`,
    '<title>How far from the limit</title>',
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    text(
      LEFT,
      24,
      'Ours over the least that could do the same; 1 is the limit',
      'font-weight="600"',
    ),
    ...axis,
    ...bars,
    '</svg>',
    '',
  ].join('\n');
}

function text(x: number, y: number, words: string, attributes: string): string {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x}" y="${y}" ${attributes}>${escaped}</text>`;
}
