import type { Arrival, ArrivalsReply, Place, RoomSnapshot } from '@frontrow/protocol';
import { createAdvance } from './draws/advance-room.ts';
import { createArrive } from './draws/arrive-drawn.ts';
import type { SettingsInForce } from './events/settings-in-force.ts';
import type { Reopening } from './opening/open-room.ts';
import type { RoomCheckpoints } from './opening/room-checkpoints.ts';
import { createSaveCheckpoint } from './opening/save-checkpoint.ts';
import type { Ending } from './store/room-endings.ts';
import type { EnterOutcome } from './store/room-line.ts';
import type { RoomStore } from './store/room-store.ts';

type Deps = {
  store: RoomStore;
  settings: SettingsInForce;
  checkpoints: RoomCheckpoints;
  reopening: Reopening;
  applyRevocations: (room: string) => Promise<number>;
};

export type Rooms = ReturnType<typeof createRooms>;

/** The waiting rooms as the rest of the origin sees them. */
export function createRooms(deps: Deps) {
  const { store, settings, reopening, applyRevocations } = deps;
  const saveCheckpoint = createSaveCheckpoint(deps);
  const arriveAt = createArrive(deps);
  const advance = createAdvance({ store, reopening, saveCheckpoint });
  return {
    arrive(room: string, arrivals: Arrival[], calledUpTo?: number): Promise<ArrivalsReply> {
      return reopening(room, () => arriveAt(room, arrivals, calledUpTo));
    },

    enter(room: string, place: Place | undefined, hasSession: boolean): Promise<EnterOutcome> {
      return reopening(room, () => store.enter(room, place, hasSession));
    },

    advance,

    /** The visitor goes; where that frees a slot, the next one is called at once. */
    async leave(room: string, placeId: string, total: Ending): Promise<void> {
      const freed = await reopening(room, () => store.leave(room, placeId, total));
      if (freed) {
        await advance(room);
      }
    },

    /** The number in the priority lane; undefined for a place that does not wait. */
    promote(room: string, placeId: string): Promise<number | undefined> {
      return reopening(room, () => store.promote(room, placeId));
    },

    /** Goes on under another id; `ended` for a place that is not there. */
    move(room: string, place: Place, newId: string): Promise<'ok' | 'ended'> {
      return reopening(room, () => store.move(room, place, newId));
    },

    extend(room: string, placeId: string) {
      return reopening(room, () => store.extend(room, placeId));
    },

    snapshot(room: string): Promise<RoomSnapshot> {
      return reopening(room, () => store.snapshot(room));
    },

    /** Brings the settings in force up to what MySQL has; true when something changed. */
    async applySettings(room: string): Promise<boolean> {
      return store.configure(room, await settings.of(room));
    },

    /** Brings the room up to the revocations that MySQL has; returns how many places ended at once. */
    applyRevocations(room: string): Promise<number> {
      return reopening(room, () => applyRevocations(room));
    },

    saveCheckpoint,
  };
}
