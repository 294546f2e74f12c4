import type { Moment, Recording } from './recorder.ts';

type Panel = { title: string; of: (moment: Moment) => number | null; most?: number };

const WIDTH = 860;
const PANEL_HEIGHT = 170;
const GAP = 46;
const LEFT = 62;
const RIGHT = 30;
const TOP = 58;
const COLOURS = ['#8a6d00', '#b3261e', '#1a5fb4'];
/** A point in this many windows: more would not be seen. */
const EVERY = 3;

const PANELS: Panel[] = [
  {
    title: '95th percentile of the shop, ms (cut off at 3,000)',
    of: ({ p95Ms }) => p95Ms,
    most: 3000,
  },
  { title: 'Entries a minute allowed', of: ({ usersPerMinute }) => usersPerMinute },
  { title: 'Visitors inside', of: ({ active }) => active },
  { title: 'Visitors waiting', of: ({ waiting }) => waiting },
];

/** The ways of admission side by side in time, as an SVG that stands by itself. */
export function plotRecordings(title: string, recordings: Recording[]): string {
  const end = Math.ceil(Math.max(...recordings.map(lastWait)) + 2);
  const shown = recordings.map((recording) => ({
    ...recording,
    moments: recording.moments.filter(({ minute }, index) => minute <= end && index % EVERY === 0),
  }));
  const height = TOP + PANELS.length * (PANEL_HEIGHT + GAP);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${escapeText(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    text(LEFT, 22, title, 'font-size="15" font-weight="600"'),
    ...recordings.map(({ name }, index) =>
      text(LEFT + index * 190, 42, `— ${name}`, `fill="${COLOURS[index] ?? '#000'}"`),
    ),
    ...PANELS.map((panel, index) =>
      drawPanel(panel, TOP + 14 + index * (PANEL_HEIGHT + GAP), shown, end),
    ),
    '</svg>',
    '',
  ].join('\n');
}

/** When nobody waits any more nothing is left to compare. */
function lastWait({ moments }: Recording): number {
  return moments.findLast(({ waiting }) => waiting > 0)?.minute ?? 1;
}

function drawPanel(panel: Panel, top: number, recordings: Recording[], end: number): string {
  const highest = Math.max(
    1,
    ...recordings.flatMap(({ moments }) => moments.map((moment) => panel.of(moment) ?? 0)),
  );
  const most = niceTop(Math.min(panel.most ?? Infinity, highest));
  const x = (minute: number) => LEFT + (minute / end) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => top + PANEL_HEIGHT - (Math.min(value, most) / most) * PANEL_HEIGHT;
  const step = end > 90 ? 20 : end > 40 ? 10 : 5;
  const minutes = Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
  return [
    text(LEFT, top - 6, panel.title, 'font-weight="600"'),
    ...[0, 0.5, 1].flatMap((share) => [
      `<path d="M${LEFT} ${y(most * share)}H${WIDTH - RIGHT}" stroke="#ddd"/>`,
      text(
        LEFT - 6,
        y(most * share) + 4,
        (most * share).toLocaleString('en'),
        'text-anchor="end" fill="#555"',
      ),
    ]),
    ...minutes.map((minute) =>
      text(x(minute), top + PANEL_HEIGHT + 15, `${minute} min`, 'text-anchor="middle" fill="#555"'),
    ),
    ...recordings.map(({ moments }, index) => {
      const points = moments.flatMap((moment) => {
        const value = panel.of(moment);
        return value === null ? [] : [`${x(moment.minute).toFixed(1)},${y(value).toFixed(1)}`];
      });
      return `<polyline points="${points.join(' ')}" fill="none" stroke="${COLOURS[index] ?? '#000'}" stroke-width="1.4"/>`;
    }),
  ].join('\n');
}

/** 1, 2 or 5 times a power of ten. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 3, 5, 10].find((times) => times * power >= value) ?? 10);
}

function text(x: number, y: number, words: string, attributes: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${escapeText(words)}</text>`;
}

function escapeText(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
