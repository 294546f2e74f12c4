import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_ROOM_SETTINGS, type RoomSnapshot, roomSnapshot } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { watchRoom } from './watch-room.ts';

function reading(active: number, change: Partial<RoomSnapshot> = {}): RoomSnapshot {
  const settings = {
    ...DEFAULT_ROOM_SETTINGS,
    total_active_users: 10,
    new_users_per_minute: 20,
    ...change.settings,
  };
  const room = {
    room: 'main',
    epoch: 1,
    settingsVersion: 1,
    issued: 100,
    calledUpTo: 50,
    waiting: 0,
    called: 0,
    entriesLastMinute: 0,
    takenAt: 1,
  };
  return roomSnapshot.parse({ ...room, ...change, active, settings });
}

async function seen(...readings: RoomSnapshot[]) {
  const left = [...readings];
  const room = watchRoom({ snapshot: async () => left.shift() });
  while (left.length > 0) {
    await sleep(20);
  }
  return room.stop();
}

describe('a room that is watched', () => {
  it('is within its bounds at its full size', async () => {
    expect(await seen(reading(9), reading(10, { entriesLastMinute: 20 }))).toMatchObject({
      readings: 2,
      mostActive: 10,
      aboveCapacity: 0,
      aboveRate: 0,
      watermarkBack: 0,
    });
  });

  it('is seen above its capacity, above its rate and going back', async () => {
    const back = { entriesLastMinute: 21, calledUpTo: 49 };
    expect(await seen(reading(11), reading(10, back))).toMatchObject({
      aboveCapacity: 1,
      aboveRate: 1,
      watermarkBack: 1,
    });
  });

  it('may be smaller than those who are inside already, and begin anew', async () => {
    const settings = { ...DEFAULT_ROOM_SETTINGS, total_active_users: 2, new_users_per_minute: 20 };
    const smaller = reading(10, { settings, epoch: 2, calledUpTo: 1 });
    expect(await seen(reading(10), smaller)).toMatchObject({ aboveCapacity: 0, watermarkBack: 0 });
  });
});
