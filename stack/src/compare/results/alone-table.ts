import { median } from '../../results/median.ts';
import type { ResultRow } from '../../results/result-row.ts';
import type { RoomAlone } from '../rooms-alone.ts';
import { WAY_NAMES } from './comparison-table.ts';
import { OVER_MYSQL, ratio } from './targets.ts';

type Read = (one: RoomAlone) => number | null;
type Row = { what: string; mysql: string; redis: string };

/** Medians over the rounds of the two rooms by themselves; the same on the terminal and on the page. */
export function aloneRows(runs: readonly RoomAlone[]): Row[] {
  const row = (what: string, digits: number, read: Read): Row => {
    const cell = (room: RoomAlone['room']) => middleOf(runs, room, read)?.toFixed(digits) ?? '–';
    return { what, mysql: cell('mysql'), redis: cell('redis') };
  };
  return [
    row('visits a second', 0, ({ visitsPerSecond }) => visitsPerSecond),
    row('eight come at once, ms', 1, ({ stepMs }) => stepMs.arrive),
    row('one who was called enters, ms', 1, ({ stepMs }) => stepMs.enter),
    row('a call of one inside, ms', 1, ({ stepMs }) => stepMs.inside),
    row('one leaves, ms', 1, ({ stepMs }) => stepMs.leave),
    row('processor of the process that asks, ms a visit', 2, ({ cpuMs }) => cpuMs.asking),
    row('processor of the database, ms a visit', 2, ({ cpuMs }) => cpuMs.database),
    row('processor of Redis, ms a visit', 2, ({ cpuMs }) => cpuMs.redis),
  ];
}

export function aloneTarget(runs: readonly RoomAlone[]): ResultRow {
  const perSecond = (room: RoomAlone['room']) =>
    middleOf(runs, room, ({ visitsPerSecond }) => visitsPerSecond) ?? Number.NaN;
  return {
    what: 'visits a second, room in Redis ÷ queue in MySQL, each by itself',
    value: ratio(perSecond('redis'), perSecond('mysql')),
    atLeast: OVER_MYSQL,
  };
}

export function formatAlone(runs: readonly RoomAlone[]): string {
  const rows = [
    { what: 'The rooms by themselves', mysql: WAY_NAMES.mysql, redis: WAY_NAMES.redis },
    ...aloneRows(runs),
  ];
  const width = Math.max(...rows.map(({ what }) => what.length));
  return rows
    .map(
      ({ what, mysql, redis }) =>
        `  ${what.padEnd(width)}  ${mysql.padStart(15)}${redis.padStart(15)}`,
    )
    .join('\n');
}

/** null where one of the values is, or where there are none. */
function middleOf(runs: readonly RoomAlone[], room: RoomAlone['room'], read: Read): number | null {
  const values = runs.filter((one) => one.room === room).map(read);
  const known = values.filter((value) => value !== null);
  return known.length === 0 || known.length < values.length ? null : median(known);
}
