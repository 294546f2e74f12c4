import type { RoomSettings } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { RoomSettingsRow } from './models/room.ts';
import { inTransaction } from './transaction.ts';

/** Sets some settings of a room as the next version, without an audit entry: for seeds, drills and tests. */
export function patchRoomSettings(
  knex: Knex,
  room: string,
  patch: Partial<RoomSettings>,
): Promise<void> {
  return inTransaction(knex, async (trx) => {
    const row = await RoomSettingsRow.query(trx).findById(room).forUpdate().throwIfNotFound();
    await RoomSettingsRow.query(trx)
      .patch({ settings: { ...row.settings, ...patch }, version: row.version + 1 })
      .where({ room });
  });
}
