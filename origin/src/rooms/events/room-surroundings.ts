import { RoomEvent } from '@frontrow/db';
import { AppError, type RoomSettings } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { findRoom, readSettings } from '../settings/room-settings-store.ts';

/** What an event is judged by. */
export type Surroundings = {
  /** By the database's clock. */
  now: Date;
  own: RoomSettings;
  /** The room's events, the last to start first. */
  events: RoomEvent[];
};

const EVENTS_READ = 50;

/** With `locked` nobody else changes the room or its events until the end of the transaction. */
export async function readSurroundings(
  knex: Knex,
  room: string,
  lock?: 'locked',
): Promise<Surroundings> {
  const row = await findRoom(knex, room, lock);
  const now = await databaseNow(knex);
  const events = await RoomEvent.query(knex)
    .where({ room })
    .orderBy('eventStartTime', 'desc')
    .limit(EVENTS_READ);
  return { now, own: readSettings(row).settings, events };
}

/** The same as one event sees it. */
export function withoutEvent(found: Surroundings, id: number): Surroundings {
  return { ...found, events: found.events.filter((event) => event.id !== id) };
}

async function databaseNow(knex: Knex): Promise<Date> {
  const [rows] = (await knex.raw('SELECT NOW(3) AS now')) as [{ now: Date }[]];
  const now = rows[0]?.now;
  if (now === undefined) {
    throw new AppError('database_unavailable', 'The database does not tell the time.');
  }
  return now;
}
