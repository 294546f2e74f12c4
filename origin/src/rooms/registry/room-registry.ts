import { Concert, inTransaction, RoomRouteRow, RoomSettingsRow, Schedule } from '@frontrow/db';
import {
  AppError,
  DEFAULT_ROOM_SETTINGS,
  MAIN_ROOM,
  type RoomRoute,
  type RoomSettingsPatch,
} from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { Actor } from '../../admin/actor.ts';
import { recordAudit } from '../../admin/audit-log.ts';
import { mergeSettings } from '../settings/merge-settings.ts';
import { findRoom } from '../settings/room-settings-store.ts';
import { readConcertRoutes, readCoveredRooms, type RegisteredRoom } from './covered-rooms.ts';
import { findRival, routeText } from './find-rival.ts';

type Deps = {
  knex: Knex;
  /** Takes the room's keys out of Redis. */
  forgetRoom: (room: string) => Promise<void>;
  /** After a change. */
  onChange: () => void;
};

type NewRoom = {
  room: string;
  concertId?: number | undefined;
  routes: RoomRoute[];
  settings?: RoomSettingsPatch | undefined;
};

export type RoomRegistry = ReturnType<typeof createRoomRegistry>;

/** Which rooms there are and what each covers; every change is audited. */
export function createRoomRegistry({ knex, forgetRoom, onChange }: Deps) {
  return {
    async all(): Promise<Map<string, RegisteredRoom>> {
      return new Map((await readCoveredRooms(knex)).map((one) => [one.room, one]));
    },

    async create({ room, concertId, routes, settings }: NewRoom, actor: Actor): Promise<void> {
      const inForce = mergeSettings(DEFAULT_ROOM_SETTINGS, settings ?? {});
      await refuseTaken(knex, room);
      // An earlier room of this name may have been deleted while Redis was away.
      await forgetRoom(room);
      await inTransaction(knex, async (trx) => {
        const others = await lockRooms(trx);
        await refuseTaken(trx, room);
        const ofConcert = await routesOfNewConcert(trx, concertId);
        await refuseUnknown(trx, routes);
        refuseRival({ room, routes: [...routes, ...ofConcert] }, others);
        await RoomSettingsRow.query(trx).insert({
          room,
          settings: inForce,
          concertId: concertId ?? null,
        });
        await insertRoutes(trx, room, routes);
        const detail = { concertId: concertId ?? null, routes: routes.map(routeText), settings };
        await recordAudit(trx, { ...actor, action: 'room.create', target: room, detail });
      });
      onChange();
    },

    async replaceRoutes(room: string, routes: RoomRoute[], actor: Actor): Promise<void> {
      refuseMain(room, 'The room "main" covers all that no other room does; it takes no routes.');
      await inTransaction(knex, async (trx) => {
        const others = await lockRooms(trx);
        const { concertId } = await findRoom(trx, room, 'locked');
        const ofConcert = concertId === null ? [] : await readConcertRoutes(trx, concertId);
        await refuseUnknown(trx, routes);
        refuseRival({ room, routes: [...routes, ...ofConcert] }, others);
        await RoomRouteRow.query(trx).delete().where({ room });
        await insertRoutes(trx, room, routes);
        const detail = { routes: routes.map(routeText) };
        await recordAudit(trx, { ...actor, action: 'room.routes', target: room, detail });
      });
      onChange();
    },

    /** Its visitors fall under the rooms that cover its paths then, `main` where no other does. */
    async remove(room: string, actor: Actor): Promise<void> {
      refuseMain(room, 'The room "main" cannot be deleted; suspend it to let everybody through.');
      await inTransaction(knex, async (trx) => {
        await findRoom(trx, room, 'locked');
        // Its routes go with it. Its checkpoint stays: an epoch is never used twice, by a later room either.
        await RoomSettingsRow.query(trx).deleteById(room);
        await recordAudit(trx, { ...actor, action: 'room.delete', target: room, detail: {} });
      });
      onChange();
      // Where Redis is away its keys are of no use to anybody, and go when the name is used again.
      await forgetRoom(room).catch(() => undefined);
    },
  };
}

/** All rooms as they are; who else wants to change what they cover waits until the end of the transaction. */
async function lockRooms(trx: Knex.Transaction): Promise<RegisteredRoom[]> {
  await findRoom(trx, MAIN_ROOM, 'locked');
  return readCoveredRooms(trx);
}

async function routesOfNewConcert(trx: Knex.Transaction, concertId: number | undefined) {
  if (concertId === undefined) {
    return [];
  }
  if ((await Concert.query(trx).findById(concertId)) === undefined) {
    throw new AppError('not_found', `There is no concert ${concertId}.`);
  }
  return readConcertRoutes(trx, concertId);
}

async function insertRoutes(trx: Knex.Transaction, room: string, routes: RoomRoute[]) {
  const distinct = new Map(routes.map((route) => [routeText(route), route]));
  for (const { host, path } of distinct.values()) {
    await RoomRouteRow.query(trx).insert({ room, host: host ?? '', path });
  }
}

async function refuseTaken(knex: Knex, room: string): Promise<void> {
  if ((await RoomSettingsRow.query(knex).findById(room)) !== undefined) {
    throw new AppError('name_taken', `There is a room "${room}" already.`);
  }
}

function refuseMain(room: string, sentence: string): void {
  if (room === MAIN_ROOM) {
    throw new AppError('invalid_input', sentence);
  }
}

function refuseRival(wanted: Parameters<typeof findRival>[0], others: RegisteredRoom[]): void {
  const rival = findRival(wanted, others);
  if (rival === undefined) {
    return;
  }
  const { room, route, against, isSame } = rival;
  const sentence = isSame
    ? `The room "${room}" covers ${routeText(route)} already.`
    : `${routeText(against)} and ${routeText(route)} of the room "${room}" overlap, and neither is the more specific.`;
  throw new AppError('route_taken', sentence, {
    extra: { rival: { room, route }, route: against },
  });
}

const OF_CATALOG = /^\/(?<kind>concerts|schedules)\/(?<id>[1-9]\d{0,9})(?:\/|$)/;

/** A date that is made later would belong to the room of its concert as well. */
async function refuseUnknown(trx: Knex.Transaction, routes: RoomRoute[]): Promise<void> {
  for (const { path } of routes) {
    const { kind, id } = OF_CATALOG.exec(path)?.groups ?? {};
    const rows = kind === 'concerts' ? Concert.query(trx) : Schedule.query(trx);
    if (id !== undefined && (await rows.where({ id: Number(id) }).resultSize()) === 0) {
      throw new AppError('not_found', `There is nothing at ${path}: no such concert or date.`);
    }
  }
}
