import {
  DEFAULT_ROOM_SETTINGS,
  roomSnapshot,
  type Place,
  type RoomSnapshot,
} from '@frontrow/protocol';
import type { Room } from '../gate/rooms.ts';

/** A place and a snapshot as they are in the middle of a calm on-sale. */

export function samplePlace(changes: Partial<Place> = {}): Place {
  return {
    room: 'main',
    id: 'AAAAAAAAAAAAAAAAAAAAAA',
    number: 150,
    lane: 'main',
    epoch: 3,
    aheadAtJoin: 100,
    called: false,
    ticket: null,
    promise: null,
    ...changes,
  };
}

type Changes = Partial<Omit<RoomSnapshot, 'settings'>> & {
  settings?: Partial<RoomSnapshot['settings']>;
};

export function sampleSnapshot({ settings, ...changes }: Changes = {}): RoomSnapshot {
  return roomSnapshot.parse({
    room: 'main',
    epoch: 3,
    settingsVersion: 1,
    issued: 400,
    calledUpTo: 100,
    waiting: 300,
    called: 5,
    active: 50,
    entriesLastMinute: 30,
    takenAt: 1_800_000_000_000,
    ...changes,
    settings: { ...DEFAULT_ROOM_SETTINGS, ...settings },
  });
}

export function sampleRoom(snapshot: Changes = {}, ageMs = 100): Room {
  return { id: 'main', snapshot: sampleSnapshot(snapshot), ageMs };
}
