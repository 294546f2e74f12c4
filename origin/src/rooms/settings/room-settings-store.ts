import { inTransaction, RoomSettingsRow } from '@frontrow/db';
import {
  AppError,
  DEFAULT_ROOM_SETTINGS,
  roomSettings,
  type RoomSettingsPatch,
} from '@frontrow/protocol';
import type { Knex } from 'knex';
import { recordAudit } from '../../admin/audit-log.ts';
import type { VersionedSettings } from '../store/room-store.ts';
import { mergeSettings } from './merge-settings.ts';

type Change = {
  room: string;
  patch: RoomSettingsPatch;
  /** The version that the operator saw; undefined overwrites whatever is there. */
  expectedVersion: number | undefined;
  actorId: number;
  requestId: string;
};

export type RoomSettingsStore = ReturnType<typeof createRoomSettingsStore>;

/** Room settings as MySQL keeps them; Redis holds the copy in force. */
export function createRoomSettingsStore({ knex }: { knex: Knex }) {
  return {
    async all(): Promise<Map<string, VersionedSettings>> {
      const rows = await RoomSettingsRow.query(knex);
      return new Map(rows.map((row) => [row.room, readSettings(row)]));
    },

    async of(room: string): Promise<VersionedSettings> {
      return readSettings(await findRoom(knex, room));
    },

    /** Changes some settings and writes down who did; throws `settings_conflict` on a stale version. */
    change({ room, patch, expectedVersion, actorId, requestId }: Change) {
      return inTransaction(knex, async (trx) => {
        const row = await findRoom(trx, room, 'locked');
        const before = readSettings(row);
        if (expectedVersion !== undefined && expectedVersion !== before.version) {
          throw new AppError(
            'settings_conflict',
            'Read the settings again before you change them.',
            {
              extra: { settingsVersion: before.version },
            },
          );
        }
        const after = {
          version: before.version + 1,
          settings: mergeSettings(before.settings, patch),
        };
        await RoomSettingsRow.query(trx).patch(after).where({ room });
        await recordAudit(trx, {
          actorId,
          action: 'room.settings',
          target: room,
          detail: { patch, version: after.version },
          requestId,
        });
        return after;
      });
    },
  };
}

/** The room's row, locked until the end of the transaction where asked; refuses unknown rooms. */
export async function findRoom(
  knex: Knex,
  room: string,
  lock?: 'locked',
): Promise<RoomSettingsRow> {
  const query = RoomSettingsRow.query(knex).findById(room);
  const row = await (lock === undefined ? query : query.forUpdate());
  if (row === undefined) {
    throw new AppError('not_found', `There is no room "${room}".`);
  }
  return row;
}

export function readSettings({ version, settings }: RoomSettingsRow): VersionedSettings {
  return { version, settings: roomSettings.parse({ ...DEFAULT_ROOM_SETTINGS, ...settings }) };
}
