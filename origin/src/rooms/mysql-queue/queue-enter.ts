import type { Place, RoomSettings } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { EnterOutcome } from '../store/room-line.ts';
import { createQueueDoor, type HasRoom } from './queue-door.ts';
import { NOW_MS, PLACE, readRoomRow, sessionMsOf } from './queue-rows.ts';

type Deps = { knex: Knex; hasRoom?: HasRoom };

/** Settings may change under a running room: so long an origin goes by those that it has read. */
const SETTINGS_KNOWN_MS = 1000;

/** The judge: one UPDATE of one row for whoever is inside, and the room's row lock for whoever comes in. */
export function createQueueEnter({ knex, ...guard }: Deps) {
  const settingsOf = createKnownSettings(knex);
  const atTheDoor = createQueueDoor({ knex, ...guard });

  async function enter(room: string, place: Place | undefined): Promise<EnterOutcome> {
    const settings = await settingsOf(room);
    if (settings.suspended) {
      return { kind: 'suspended' };
    }
    if (place === undefined) {
      return { kind: 'required' };
    }
    const at = { room, id: place.id, number: place.number };
    const inside = await renew(at, !settings.disable_session_renewal);
    return inside ?? (await atTheDoor(room, place));
  }

  /** The new expiry comes back in the same round trip: LAST_INSERT_ID(…) travels with the count of rows. */
  async function renew(
    { room, id, number }: Pick<Place, 'room' | 'id' | 'number'>,
    isRenewed: boolean,
  ): Promise<EnterOutcome | undefined> {
    const sessionMs = sessionMsOf(await settingsOf(room));
    const [result] = (await knex.raw(
      `UPDATE ${PLACE} SET until_ms = LAST_INSERT_ID(IF(?, ${NOW_MS} + ?, until_ms))
        WHERE room = ? AND number = ? AND place_id = ? AND state = 'active' AND until_ms > ${NOW_MS}`,
      [isRenewed ? 1 : 0, sessionMs, room, number ?? 0, id],
    )) as [{ affectedRows: number; insertId: number }];
    return result.affectedRows === 0
      ? undefined
      : { kind: 'active', expiresAtMs: result.insertId, sessionMs };
  }

  return { enter, renew };
}

function createKnownSettings(knex: Knex) {
  const known = new Map<string, { settings: RoomSettings; readAt: number }>();
  return async function settingsOf(room: string): Promise<RoomSettings> {
    const found = known.get(room);
    if (found !== undefined && performance.now() - found.readAt < SETTINGS_KNOWN_MS) {
      return found.settings;
    }
    const { settings } = await readRoomRow(knex, room);
    known.set(room, { settings, readAt: performance.now() });
    return settings;
  };
}
