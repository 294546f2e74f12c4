import type { Compared } from '../run-comparison.ts';
import { type Way, WAYS } from '../start-way.ts';
import { WAY_NAMES } from './comparison-table.ts';

const WIDTH = 860;
const PANEL = 300;
const LEFT = 60;
const RIGHT = 150;
const TOP = 50;
const BOTTOM = 40;

const COLOURS: Record<Way, string> = { off: '#8a8a8a', mysql: '#b3261e', redis: '#1a5fb4' };

/** Seats sold over time: a line a run, a panel a number of origins. Behind the dashes nobody new comes. */
export function plotSold(compared: Compared[], seconds: number): string {
  const height = PANEL * compared.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12">`,
    '<title>Seats sold over time without a room, with a queue in MySQL and with the room in Redis</title>',
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...compared.flatMap((one, index) => panel(one, index * PANEL, seconds)),
    '</svg>',
    '',
  ].join('\n');
}

function panel({ origins, runs }: Compared, top: number, seconds: number): string[] {
  const mostSeconds = Math.max(seconds, ...runs.map(({ sold }) => sold.at(-1)?.seconds ?? 0));
  const mostSold = Math.max(1, ...runs.map(({ sold }) => sold.at(-1)?.sold ?? 0));
  const x = (at: number) => LEFT + (at / mostSeconds) * (WIDTH - LEFT - RIGHT);
  const y = (sold: number) => top + PANEL - BOTTOM - (sold / mostSold) * (PANEL - TOP - BOTTOM);
  const lines = runs.map(({ way, sold }) => {
    const points = sold.map((at) => `${x(at.seconds).toFixed(1)},${y(at.sold).toFixed(1)}`);
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${COLOURS[way]}" stroke-width="1.5"/>`;
  });
  const names = WAYS.map((way, index) =>
    text(WIDTH - RIGHT + 14, top + TOP + 16 + index * 20, WAY_NAMES[way], `fill="${COLOURS[way]}"`),
  );
  return [
    text(
      LEFT,
      top + 24,
      origins === 1 ? 'Seats sold, one origin' : `Seats sold, ${origins} origins`,
      'font-weight="600"',
    ),
    `<path d="M${LEFT} ${top + TOP}V${y(0)}H${x(mostSeconds)}" fill="none" stroke="#555"/>`,
    `<path d="M${x(seconds).toFixed(1)} ${top + TOP}V${y(0)}" stroke="#555" stroke-dasharray="4 4"/>`,
    text(LEFT - 8, y(mostSold) + 4, String(mostSold), 'text-anchor="end" fill="#555"'),
    text(LEFT - 8, y(0) + 4, '0', 'text-anchor="end" fill="#555"'),
    text(x(seconds), y(0) + 18, `${seconds} s`, 'text-anchor="middle" fill="#555"'),
    text(
      x(mostSeconds),
      y(0) + 18,
      `${Math.round(mostSeconds)} s`,
      'text-anchor="middle" fill="#555"',
    ),
    ...lines,
    ...names,
  ];
}

function text(x: number, y: number, words: string, attributes: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${words}</text>`;
}
