import { type RoomSettings, roomSettings } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { RoomClosedError } from '../store/room-closed.ts';

export const ROOM = 'compared_room';
export const PLACE = 'compared_place';

/** The database's clock when the row is at hand, after a wait for its lock. */
export const NOW_MS = 'CAST(ROUND(UNIX_TIMESTAMP(SYSDATE(3)) * 1000) AS SIGNED)';

const MINUTE_SECONDS = 60;

export type RoomRow = {
  room: string;
  epoch: number;
  issued: number;
  calledUpTo: number;
  waiting: number;
  called: number;
  active: number;
  entered: number;
  noShow: number;
  returned: number;
  went: number;
  completed: number;
  credit: number;
  creditAt: number;
  claimDelay: number;
  /** How many entered in each of the last seconds. */
  entries: [second: number, count: number][];
  settings: RoomSettings;
  version: number;
  edits: number;
  boundaryMs: number;
  /** When it was read, ms since 1970. */
  now: number;
};

export type PlaceRow = {
  number: number;
  placeId: string;
  state: 'waiting' | 'called' | 'active' | 'lapsed';
  untilMs: number;
  calledAt: number;
  hasCome: number;
  hasReturned: number;
};

/** With `forUpdate` nobody else changes who is where in this room until the transaction ends. */
export async function readRoomRow(
  knex: Knex,
  room: string,
  { forUpdate = false } = {},
): Promise<RoomRow> {
  const query = knex(ROOM)
    .where({ room })
    .first<Record<string, unknown>>('*', knex.raw(`${NOW_MS} AS now`));
  const row = (await (forUpdate ? query.forUpdate() : query)) as
    | (Omit<RoomRow, 'settings' | 'entries'> & { settings: string; entries: string })
    | undefined;
  if (row === undefined) {
    throw new RoomClosedError('The room is not in its table.');
  }
  return {
    ...row,
    entries: JSON.parse(row.entries) as RoomRow['entries'],
    settings: roomSettings.parse(JSON.parse(row.settings)),
  };
}

export function lockRoom(trx: Knex.Transaction, room: string): Promise<RoomRow> {
  return readRoomRow(trx, room, { forUpdate: true });
}

/** The lowest numbers that wait, from the index of the line: in the table itself they stand behind those inside. */
export function frontOfLine(knex: Knex, room: string, count: number) {
  return knex(knex.raw('?? FORCE INDEX (line)', [PLACE]))
    .where({ room, state: 'waiting', untilMs: 0 })
    .orderBy('number')
    .limit(count)
    .select<{ number: number }[]>('number');
}

/** Entries of the last `seconds`; whole seconds count, so that no rolling minute has more than the rate. */
export function countEntries({ entries, now }: RoomRow, seconds = MINUTE_SECONDS): number {
  const since = Math.floor(now / 1000) - seconds;
  return entries.reduce((sum, [second, count]) => sum + (second >= since ? count : 0), 0);
}

/** The entries as the row keeps them, with one more. */
export function withEntry({ entries, now }: RoomRow): string {
  const second = Math.floor(now / 1000);
  const recent = entries.filter(([at]) => at >= second - MINUTE_SECONDS && at !== second);
  const [, count = 0] = entries.find(([at]) => at === second) ?? [];
  return JSON.stringify([...recent, [second, count + 1]]);
}

export function sessionMsOf({ session_duration }: RoomSettings): number {
  return Math.round(session_duration * 60_000);
}
