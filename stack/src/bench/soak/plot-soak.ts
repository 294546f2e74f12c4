export type Series = {
  what: string;
  unit: 'MiB' | 'ms';
  points: { seconds: number; value: number }[];
};

const WIDTH = 860;
const LEFT = 70;
const RIGHT = 20;
const PANEL = 120;
const GAP = 40;
const COLOUR = '#1a5fb4';

/** One panel a figure, from nothing up, over the minutes; the middle third is shaded. */
export function plotSoak(series: readonly Series[]): string {
  const seconds = Math.max(1, ...series.flatMap(({ points }) => points.map((one) => one.seconds)));
  const height = series.length * (PANEL + GAP) + 30;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12">`,
    '<title>Memory over time</title>',
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...series.flatMap((one, index) => panelOf(one, index * (PANEL + GAP) + 24, seconds)),
    '</svg>',
    '',
  ].join('\n');
}

function panelOf({ what, unit, points }: Series, top: number, seconds: number): string[] {
  const most = Math.max(...points.map(({ value }) => value)) * 1.1;
  const span = WIDTH - LEFT - RIGHT;
  const x = (at: number) => LEFT + (at / seconds) * span;
  const y = (value: number) => top + PANEL - (value / most) * PANEL;
  const line = points.map((one) => `${x(one.seconds).toFixed(1)},${y(one.value).toFixed(1)}`);
  const label = (at: number, above: number, words: string, attributes = '') =>
    `<text x="${at}" y="${above}" fill="#333" ${attributes}>${words}</text>`;
  return [
    label(LEFT, top - 6, `${what}, ${unit}`, 'font-weight="600"'),
    `<rect x="${x(seconds / 3)}" y="${top}" width="${span / 3}" height="${PANEL}" fill="#f2f2f2"/>`,
    `<path d="M${LEFT} ${top}V${top + PANEL}H${WIDTH - RIGHT}" fill="none" stroke="#999"/>`,
    label(LEFT - 8, top + 10, most.toPrecision(3), 'text-anchor="end"'),
    label(LEFT - 8, top + PANEL, '0', 'text-anchor="end"'),
    label(WIDTH - RIGHT, top + PANEL + 14, `${(seconds / 60).toFixed(1)} min`, 'text-anchor="end"'),
    `<polyline points="${line.join(' ')}" fill="none" stroke="${COLOUR}" stroke-width="2"/>`,
  ];
}
