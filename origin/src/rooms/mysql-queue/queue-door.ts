import { inTransaction } from '@frontrow/db';
import type { Place } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { EnterOutcome } from '../store/room-line.ts';
import { learntDelay } from './queue-pace.ts';
import {
  countEntries,
  lockRoom,
  PLACE,
  type PlaceRow,
  ROOM,
  type RoomRow,
  sessionMsOf,
  withEntry,
} from './queue-rows.ts';

/** Whether one more may be inside; a test takes the guard away. */
export type HasRoom = (row: RoomRow) => boolean;

export function hasRoom(row: RoomRow): boolean {
  const { queue_all, total_active_users, new_users_per_minute } = row.settings;
  return !queue_all && row.active < total_active_users && countEntries(row) < new_users_per_minute;
}

/** Judges whoever is not inside, one at a time in each room. */
export function createQueueDoor({
  knex,
  hasRoom: mayEnter = hasRoom,
}: {
  knex: Knex;
  hasRoom?: HasRoom;
}) {
  return async function atTheDoor(room: string, { id, number }: Place): Promise<EnterOutcome> {
    const at = { room, number: number ?? 0, placeId: id };
    // Without a lock first: whoever only waits, or is gone, holds nobody up.
    const seen = await knex(PLACE).where(at).first<PlaceRow | undefined>();
    if (seen === undefined || seen.state === 'waiting') {
      return { kind: seen === undefined ? 'ended' : 'waiting' };
    }
    return inTransaction(knex, async (trx) => {
      // The place first: then the room's lock is held for two changes, and not for a look.
      const found = await trx(PLACE).where(at).forUpdate().first<PlaceRow | undefined>();
      const row = await lockRoom(trx, room);
      return found === undefined ? { kind: 'ended' } : judge(trx, row, found);
    });
  };

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
    return mayEnter(row) ? admit(trx, row, found) : standAtDoor(trx, row, found);
  }
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
      entries: withEntry(row),
      ...(hasCome ? {} : { claimDelay: learntDelay(row, calledAt) }),
    });
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
