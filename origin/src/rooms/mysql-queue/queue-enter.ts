import { inTransaction } from '@frontrow/db';
import type { Place, RoomSettings } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { EnterOutcome } from '../store/room-line.ts';
import { learntDelay } from './queue-pace.ts';
import {
  countEntries,
  ENTRIES,
  lockRoom,
  NOW_MS,
  PLACE,
  type PlaceRow,
  readRoomRow,
  ROOM,
  type RoomRow,
} from './queue-rows.ts';

type Deps = {
  knex: Knex;
  /** Whether one more may be inside; a test takes the guard away. */
  hasRoom?: (row: RoomRow, entriesLastMinute: number) => boolean;
};

/** Settings may change under a running room: so long an origin goes by those that it has read. */
const SETTINGS_KNOWN_MS = 1000;

export function hasRoom({ settings, active }: RoomRow, entriesLastMinute: number): boolean {
  const { queue_all, total_active_users, new_users_per_minute } = settings;
  return !queue_all && active < total_active_users && entriesLastMinute < new_users_per_minute;
}

/** The judge: one UPDATE of one row for whoever is inside, and the room's row lock for whoever comes in. */
export function createQueueEnter({ knex, hasRoom: mayEnter = hasRoom }: Deps) {
  const settingsOf = createKnownSettings(knex);

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

  async function atTheDoor(room: string, { id, number }: Place): Promise<EnterOutcome> {
    const at = { room, number: number ?? 0, placeId: id };
    // Without a lock first: whoever only waits, or is gone, holds nobody up.
    const seen = await knex(PLACE).where(at).first<PlaceRow | undefined>();
    if (seen === undefined || seen.state === 'waiting') {
      return { kind: seen === undefined ? 'ended' : 'waiting' };
    }
    return inTransaction(knex, async (trx) => {
      const row = await lockRoom(trx, room);
      const found = await trx(PLACE).where(at).forUpdate().first<PlaceRow | undefined>();
      return found === undefined ? { kind: 'ended' } : judge(trx, row, found);
    });
  }

  async function judge(
    trx: Knex.Transaction,
    row: RoomRow,
    found: PlaceRow,
  ): Promise<EnterOutcome> {
    const { state, untilMs } = found;
    if (state === 'active' && untilMs > row.now) {
      return { kind: 'active', expiresAtMs: untilMs, sessionMs: sessionMsOf(row.settings) };
    }
    if (state === 'lapsed' || (state === 'called' && untilMs <= row.now)) {
      return comeBack(trx, row, found);
    }
    if (state !== 'called') {
      return { kind: state === 'waiting' ? 'waiting' : 'ended' };
    }
    return mayEnter(row, await countEntries(trx, row))
      ? admit(trx, row, found)
      : standAtDoor(trx, row, found);
  }

  return { enter, renew };
}

async function admit(
  trx: Knex.Transaction,
  row: RoomRow,
  { number, hasCome, calledAt }: PlaceRow,
): Promise<EnterOutcome> {
  const { room, now } = row;
  const sessionMs = sessionMsOf(row.settings);
  await trx(PLACE)
    .where({ room, number })
    .update({ state: 'active', untilMs: now + sessionMs });
  await trx(ROOM)
    .where({ room })
    .update({
      active: row.active + 1,
      called: row.called - 1,
      entered: row.entered + 1,
      ...(hasCome ? {} : { claimDelay: learntDelay(row, calledAt) }),
    });
  await trx.raw(
    `INSERT INTO ${ENTRIES} (room, second, entries) VALUES (?, ?, 1)
     ON DUPLICATE KEY UPDATE entries = entries + 1`,
    [room, Math.floor(now / 1000)],
  );
  return { kind: 'active', expiresAtMs: now + sessionMs, sessionMs };
}

/** The turn is kept for whoever stands there. */
async function standAtDoor(
  trx: Knex.Transaction,
  row: RoomRow,
  { number, hasCome, calledAt }: PlaceRow,
): Promise<EnterOutcome> {
  const { room, now, settings } = row;
  await trx(PLACE)
    .where({ room, number })
    .update({ untilMs: now + settings.claim_seconds * 1000, hasCome: true });
  if (!hasCome) {
    await trx(ROOM)
      .where({ room })
      .update({ claimDelay: learntDelay(row, calledAt) });
  }
  return { kind: 'full' };
}

/** Missed its call: once, to the front, under its old number. */
async function comeBack(
  trx: Knex.Transaction,
  row: RoomRow,
  { number, state, hasReturned }: PlaceRow,
): Promise<EnterOutcome> {
  const { room } = row;
  if (hasReturned) {
    return { kind: 'ended' };
  }
  const wasCalled = state === 'called' ? 1 : 0;
  await trx(PLACE)
    .where({ room, number })
    .update({ state: 'waiting', untilMs: 0, hasCome: false, hasReturned: true });
  await trx(ROOM)
    .where({ room })
    .update({
      waiting: row.waiting + 1,
      called: row.called - wasCalled,
      noShow: row.noShow + wasCalled,
      returned: row.returned + 1,
    });
  return { kind: 'waiting' };
}

function sessionMsOf({ session_duration }: RoomSettings): number {
  return Math.round(session_duration * 60_000);
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
