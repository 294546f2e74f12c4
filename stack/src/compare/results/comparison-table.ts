import type { Part } from '../../processors/cpu-of-parts.ts';
import { type Way, WAYS } from '../start-way.ts';
import type { Summarized, Summary } from './summarize.ts';

export const WAY_NAMES: Record<Way, string> = {
  off: 'no room',
  mysql: 'queue in MySQL',
  redis: 'room in Redis',
};

/** A cell for each of the three. */
export type WayRow = { what: string; cells: string[] };

/** The readings, a row each and a column a way; the same on the terminal and on the page. */
export function tableRows({ asMany, ways }: Summarized): WayRow[] {
  const row = (what: string, cell: (summary: Summary) => string): WayRow => ({
    what,
    cells: WAYS.map((way) => cell(ways[way])),
  });
  const cpu = (part: Part) => row(`${PARTS[part]}, ms a booking`, cpuCell(part));
  return [
    row('bookings a second while buyers came', (one) => one.bookingsPerSecond.toFixed(1)),
    row('bookings, with those that were inside at the end', (one) => one.bookings.toFixed(0)),
    row('buyers who came', (one) => one.visitors.toFixed(0)),
    row(`seconds until ${asMany} seats were sold`, (one) => orDash(one.soldAsManySeconds, 1)),
    row('calls of those inside, p50, ms', (one) => one.p50Ms.toFixed(0)),
    row('calls of those inside, p95, ms', (one) => one.p95Ms.toFixed(0)),
    row('calls of those inside, p99, ms', (one) => one.p99Ms.toFixed(0)),
    row('polls, p95, ms', (one) => orDash(one.pollP95Ms, 0)),
    row('failed, % of the calls of those inside', (one) =>
      (one.businessErrorShare * 100).toFixed(2),
    ),
    row('failed, % of all requests', (one) => (one.errorShare * 100).toFixed(2)),
    cpu('origins'),
    cpu('database'),
    cpu('redis'),
    cpu('edge'),
    row(
      'processor of all but the driver, cores',
      coresCell(['origins', 'database', 'redis', 'edge']),
    ),
    row('processor of the driver, cores', coresCell(['driver'])),
    row('slots nobody had while somebody waited, %', (one) =>
      orDash(one.idleShare === null ? null : one.idleShare * 100, 1),
    ),
    row('polls of visitors', (one) => one.polls.toFixed(0)),
    row('requests that reached the origins', (one) => one.originRequests.toFixed(0)),
    row('  of them readings of the room for the edge', (one) => one.originSnapshots.toFixed(0)),
    row('driver behind its times, p99, ms', (one) => one.driverBehindP99Ms.toFixed(0)),
    row('findings of the audits', (one) => String(one.broken.length)),
  ];
}

const PARTS: Record<Part, string> = {
  origins: 'processor of the origins',
  database: 'processor of the database',
  redis: 'processor of Redis',
  edge: 'processor of the edge',
  driver: 'processor of the driver',
};

function cpuCell(part: Part) {
  return ({ cpuMsPerBooking }: Summary) => orDash(cpuMsPerBooking[part], 1);
}

function coresCell(parts: Part[]) {
  return ({ cores }: Summary) => {
    const known = parts.map((part) => cores[part]).filter((value) => value !== null);
    return known.length < parts.length
      ? '–'
      : known.reduce((sum, value) => sum + value, 0).toFixed(2);
  };
}

function orDash(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits);
}

export function formatTable(summary: Summarized): string {
  return formatWays(originsTitle(summary.origins), tableRows(summary));
}

export function originsTitle(origins: number): string {
  return origins === 1 ? 'One origin' : `${origins} origins`;
}

/** For the terminal: the three beside each other. */
export function formatWays(title: string, rows: readonly WayRow[]): string {
  const head = { what: title, cells: WAYS.map((way) => WAY_NAMES[way]) };
  const width = Math.max(...[head, ...rows].map(({ what }) => what.length));
  return [head, ...rows]
    .map(
      ({ what, cells }) =>
        `  ${what.padEnd(width)}  ${cells.map((cell) => cell.padStart(15)).join('')}`,
    )
    .join('\n');
}
