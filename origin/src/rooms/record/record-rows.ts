import { type RoomAdmission, RoomDraw } from '@frontrow/db';
import type { ClosedDraw } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { LogEntry } from './room-log.ts';

type Line = Pick<
  RoomAdmission,
  | 'room'
  | 'draw'
  | 'logId'
  | 'position'
  | 'at'
  | 'kind'
  | 'epoch'
  | 'visitor'
  | 'number'
  | 'ticket'
  | 'movedTo'
>;
type DrawFinder = (number: number) => number | undefined;

const ROWS_AT_ONCE = 1000;
/** Moves belong to no draw: the visitor goes on under another name in all of them. */
export const NO_DRAW = 0;

/** Each draw once, as it was first written. */
export async function insertDraws(
  knex: Knex,
  room: string,
  draws: (ClosedDraw & { at: number })[],
): Promise<void> {
  for (const { id, key, at, commitment, version, base, n } of draws) {
    await knex('room_draw')
      .insert({
        room,
        draw: id,
        commitment,
        drawKey: key,
        version,
        base,
        n,
        closedAt: new Date(at),
      })
      .onConflict(['room', 'draw'])
      .ignore();
  }
}

/** Each line once: it is known by its place in the log. */
export async function insertLines(knex: Knex, room: string, entries: LogEntry[]): Promise<void> {
  const drawOf = await drawFinder(knex, room, entries);
  const lines = entries.flatMap((entry) => linesOf(room, entry, drawOf));
  for (let at = 0; at < lines.length; at += ROWS_AT_ONCE) {
    await knex('room_admission')
      .insert(lines.slice(at, at + ROWS_AT_ONCE))
      .onConflict(['room', 'logId', 'position'])
      .ignore();
  }
}

async function drawFinder(knex: Knex, room: string, entries: LogEntry[]): Promise<DrawFinder> {
  const numbers = entries.flatMap(({ admissions = [] }) =>
    admissions.flatMap(({ number }) => number ?? []),
  );
  if (numbers.length === 0) {
    return () => undefined;
  }
  const lowest = numbers.reduce((a, b) => Math.min(a, b));
  const highest = numbers.reduce((a, b) => Math.max(a, b));
  const draws = await RoomDraw.query(knex)
    .where({ room })
    .where('base', '<', highest)
    .whereRaw('base + n >= ?', [lowest]);
  return (number) => draws.find(({ base, n }) => base < number && number <= base + n)?.draw;
}

/** Without those who came before any draw: their order is that of arrival. */
function linesOf(room: string, { id, at, admissions = [] }: LogEntry, drawOf: DrawFinder): Line[] {
  return admissions.flatMap(({ number, ticket, ...rest }, position) => {
    const draw = number === null ? NO_DRAW : drawOf(number);
    if (draw === undefined) {
      return [];
    }
    const index = ticket !== null && ticket.draw === draw ? ticket.index : null;
    return [{ ...rest, room, logId: id, position, at, draw, number, ticket: index }];
  });
}
