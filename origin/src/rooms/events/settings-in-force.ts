import { RoomEvent, RoomSettingsRow } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { readSettings } from '../settings/room-settings-store.ts';
import type { VersionedSettings } from '../store/room-store.ts';
import { settingsDuring } from './effective-settings.ts';
import { lastBoundary, phaseAt } from './event-phase.ts';
import { eventInForceOf } from './event-view.ts';

export type SettingsInForce = ReturnType<typeof createSettingsInForce>;

/** All that are to come or on, and enough of those that are over to know when the last one ended. */
const EVENTS_READ = 12;

/** A room's settings with those of its running event over them, and the event that is on or comes next. */
export function createSettingsInForce({ knex }: { knex: Knex }) {
  return {
    async of(room: string): Promise<VersionedSettings> {
      // In this order: events newer than their counter come again with the next look, older ones would stay.
      const row = (await RoomSettingsRow.query(knex)
        .findById(room)
        .select('room_settings.*', knex.raw('NOW(3) AS now'))) as
        | (RoomSettingsRow & { now: Date })
        | undefined;
      if (row === undefined) {
        throw new AppError('not_found', `There is no room "${room}".`);
      }
      const events = await RoomEvent.query(knex)
        .where({ room })
        .orderBy('eventEndTime', 'desc')
        .limit(EVENTS_READ);
      const { version, settings } = readSettings(row);
      const event = nextOf(events, row.now);
      const phase = event === undefined ? 'before' : phaseAt(event, row.now);
      return {
        version,
        settings: event === undefined ? settings : settingsDuring(settings, event, phase),
        event: event && eventInForceOf(event),
        order: {
          edits: version + row.eventsVersion,
          boundaryMs: lastBoundary(events, row.now),
        },
      };
    },
  };
}

/** The event that is on, else the next one. */
function nextOf(events: RoomEvent[], now: Date): RoomEvent | undefined {
  return events
    .filter((event) => !event.suspended && phaseAt(event, now) !== 'over')
    .toSorted((a, b) => a.eventStartTime.getTime() - b.eventStartTime.getTime())[0];
}
