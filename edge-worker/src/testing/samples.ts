import { DEFAULT_ROOM_SETTINGS, type Place, type RoomSnapshot } from '@frontrow/protocol';
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
    ...changes,
  };
}

type Changes = Partial<Omit<RoomSnapshot, 'settings'>> & {
  settings?: Partial<RoomSnapshot['settings']>;
};

export function sampleSnapshot({ settings, ...changes }: Changes = {}): RoomSnapshot {
  return {
    room: 'main',
    epoch: 3,
    settingsVersion: 1,
    issued: 400,
    calledUpTo: 100,
    waiting: 300,
    called: 5,
    active: 50,
    entriesLastMinute: 30,
    totals: { entered: 0, noShow: 0, returned: 0, left: 0, completed: 0, revoked: 0 },
    revokedNumbers: [],
    takenAt: 1_800_000_000_000,
    ...changes,
    settings: { ...DEFAULT_ROOM_SETTINGS, ...settings },
  };
}

export function sampleRoom(snapshot: Changes = {}, ageMs = 100): Room {
  return { id: 'main', snapshot: sampleSnapshot(snapshot), ageMs };
}
