import { afterEach, describe, expect, it } from 'vitest';
import { openTestRoom, scriptsWithout, type TestRoom } from '../../testing/room.ts';
import { RoomClosedError } from './room-closed.ts';
import { stateKey } from './room-keys.ts';

const rooms: TestRoom[] = [];
afterEach(() => {
  rooms.splice(0).forEach(({ redis }) => redis.disconnect());
});

/** A room whose state an origin of other code has left: its fields, and without `format`. */
async function openWith(fields: Record<string, string | number>, options = {}) {
  const room = await openTestRoom(options);
  rooms.push(room);
  const visitor = (await room.arrive(1))[0];
  if (visitor === undefined) {
    throw new Error('Nobody came.');
  }
  const key = stateKey(room.keyPrefix, room.name);
  await room.redis.hdel(key, 'format', 'settings', 'edits');
  await room.redis.hset(key, fields);
  return { room, visitor, key };
}

/** From before the settings were one document. */
const OLDER = { total_active_users: 500, sessionMinutes: 5 };

const OPERATIONS: [string, (room: TestRoom) => Promise<unknown>][] = [
  ['a snapshot', (room) => room.snapshot()],
  ['a tick', (room) => room.advance()],
  ['an arrival', (room) => room.arrive(1)],
];

describe('a room that older code left in Redis', () => {
  it.each(OPERATIONS)('is given up at %s, as if it had been lost', async (_what, ask) => {
    const { room, key } = await openWith(OLDER);
    await expect(ask(room)).rejects.toThrow(RoomClosedError);
    expect(await room.redis.exists(key)).toBe(0);
  });

  it('stays closed for good where it is not given up (negative control)', async () => {
    const scripts = scriptsWithout('if format < FORMAT then', 'if false then');
    const { room, key } = await openWith(OLDER, { scripts });
    await expect(room.snapshot()).rejects.toThrow(RoomClosedError);
    expect(await room.redis.exists(key)).toBe(1);
  });
});

describe('a room that newer code keeps', () => {
  it.each(OPERATIONS)('is not touched at %s, and the error says why', async (_what, ask) => {
    const { room, visitor, key } = await openWith({ format: 1_000 });
    await expect(ask(room)).rejects.toThrow('format 1000, and this origin reads 1: update it.');
    expect(await room.redis.exists(key)).toBe(1);
    await room.redis.hset(key, 'format', 1);
    expect(await room.enter(visitor)).toBe('active');
  });
});
