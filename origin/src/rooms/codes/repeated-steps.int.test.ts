import { afterEach, describe, expect, it } from 'vitest';
import {
  openTestRoom,
  placeOf,
  randomPlaceId,
  scriptsWithout,
  type TestRoom,
} from '../../testing/room.ts';
import type { RoomScripts } from '../store/room-scripts.ts';

const rooms: TestRoom[] = [];
afterEach(() => {
  for (const room of rooms.splice(0)) {
    room.redis.disconnect();
  }
});

/** One visitor waits. */
async function openWith(scripts?: RoomScripts) {
  const settings = { queue_all: true };
  const room = await openTestRoom({ settings, ...(scripts === undefined ? {} : { scripts }) });
  rooms.push(room);
  const [visitor] = await room.arrive(1);
  if (visitor === undefined) {
    throw new Error('nobody arrived');
  }
  return { room, visitor };
}

describe('a step into the priority lane that is repeated after the call', () => {
  async function promotedTwice(scripts?: RoomScripts) {
    const { room, visitor } = await openWith(scripts);
    const first = await room.store.promote('main', visitor.id);
    await room.store.configure('main', {
      version: 2,
      settings: { ...room.settings, queue_all: false },
    });
    expect(await room.advance()).toBe(1);
    return [first, await room.store.promote('main', visitor.id)];
  }

  it('gives the same number', async () => {
    expect(await promotedTwice()).toEqual([1, 1]);
  });

  it('would say that nobody waits without the memory of it (negative control)', async () => {
    const forgetful = scriptsWithout("redis.call('SET', TAKEN,", '-- ');
    expect(await promotedTwice(forgetful)).toEqual([1, undefined]);
  });
});

describe('a move that is repeated', () => {
  async function movedTwice(scripts?: RoomScripts) {
    const { room, visitor } = await openWith(scripts);
    const newId = randomPlaceId();
    const move = () => room.store.move('main', placeOf(visitor), newId);
    return [await move(), await move()];
  }

  it('has the same outcome', async () => {
    expect(await movedTwice()).toEqual(['ok', 'ok']);
  });

  it('would be told that the place is over if it did not look for the new id (negative control)', async () => {
    const blind = scriptsWithout("if redis.call('ZSCORE', key, new) then", 'if false then');
    expect(await movedTwice(blind)).toEqual(['ok', 'ended']);
  });
});
