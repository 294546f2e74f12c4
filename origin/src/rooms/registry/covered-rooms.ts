import { RoomRouteRow, RoomSettingsRow, Schedule } from '@frontrow/db';
import type { CoveredRoom, RoomRoute } from '@frontrow/protocol';
import type { Knex } from 'knex';

/** A room as MySQL has it. */
export type RegisteredRoom = CoveredRoom & {
  concertId: number | null;
  /** Those of `routes` that the operator gave; the others come from the concert. */
  given: RoomRoute[];
};

/** All rooms with what they cover now: a concert's new dates belong to its room without a change of it. */
export async function readCoveredRooms(knex: Knex): Promise<RegisteredRoom[]> {
  const rooms = await RoomSettingsRow.query(knex).select('room', 'concertId').orderBy('room');
  const rows = await RoomRouteRow.query(knex).orderBy(['host', 'path']);
  const dates = await datesOf(knex, rooms);
  return rooms.map(({ room, concertId }) => {
    const given = rows.filter((row) => row.room === room).map(toRoute);
    const own = dates.filter((date) => date.concertId === concertId);
    return { room, concertId, given, routes: [...given, ...concertRoutes(concertId, own)] };
  });
}

/** What the room of a concert covers, besides what it is given. */
export async function readConcertRoutes(knex: Knex, concertId: number): Promise<RoomRoute[]> {
  return concertRoutes(concertId, await datesOf(knex, [{ concertId }]));
}

function toRoute({ host, path }: Pick<RoomRouteRow, 'host' | 'path'>): RoomRoute {
  return { host: host === '' ? null : host, path };
}

/** Asked each second by each origin: the database hears of it only where a room is a concert's. */
async function datesOf(
  knex: Knex,
  rooms: { concertId: number | null }[],
): Promise<Pick<Schedule, 'id' | 'concertId'>[]> {
  const concertIds = rooms.flatMap(({ concertId }) => concertId ?? []);
  if (concertIds.length === 0) {
    return [];
  }
  return Schedule.query(knex)
    .select('id', 'concertId')
    .whereIn('concertId', concertIds)
    .orderBy('id');
}

function concertRoutes(concertId: number | null, dates: { id: number }[]): RoomRoute[] {
  return concertId === null
    ? []
    : [
        { host: null, path: `/concerts/${concertId}` },
        ...dates.map(({ id }) => ({ host: null, path: `/schedules/${id}` })),
      ];
}
