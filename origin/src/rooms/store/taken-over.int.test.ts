import { afterEach, describe, expect, it } from 'vitest';
import { openTestRoom, scriptsWithout, type TestRoom } from '../../testing/room.ts';
import { RoomClosedError } from './room-closed.ts';
import { roomKeys, stateKey } from './room-keys.ts';

/** What a server says of itself once a replica, and once after a restart. */
const TOOK_OVER = `'master_replid:${'b'.repeat(40)} master_replid2:${'a'.repeat(40)}'`;
const RESTARTED = `'master_replid:${'b'.repeat(40)} master_replid2:${'0'.repeat(40)}'`;
const REFUSED = `redis.pcall('INFO', 'replication', 'no', 'such', ARGV)`;

const rooms: TestRoom[] = [];
afterEach(() => {
  rooms.splice(0).forEach(({ redis }) => redis.disconnect());
});

/** A room with one visitor inside and one in line, on a server that from now on says `info`. */
async function openOn(info: string) {
  const room = await openTestRoom({
    settings: { total_active_users: 1 },
    scripts: scriptsWithout(`redis.pcall('INFO', 'replication')`, info),
  });
  rooms.push(room);
  const [inside, waiting] = await room.arrive(2);
  if (inside === undefined || waiting === undefined) {
    throw new Error('Nobody came.');
  }
  await room.enter(inside);
  const key = stateKey(room.keyPrefix, room.name);
  await room.redis.hset(key, 'history', 'a'.repeat(40));
  return { room, inside, waiting, key };
}

describe('a server that took over from the one where the room was', () => {
  it.each([
    ['a tick', ({ room }) => room.advance()],
    ['an arrival', ({ room }) => room.arrive(1)],
    ['an entry', ({ room, waiting }) => room.enter(waiting)],
    ['a presale code', ({ room, waiting }) => room.store.promote(room.name, waiting.id)],
  ] satisfies [string, (given: Awaited<ReturnType<typeof openOn>>) => Promise<unknown>][])(
    'gives the room up at %s, since it may not know of everybody',
    async (_what, ask) => {
      const given = await openOn(TOOK_OVER);
      await expect(ask(given)).rejects.toThrow(RoomClosedError);
      expect(await given.room.redis.exists(given.key)).toBe(0);
    },
  );

  it('still knows whom the shop has turned out', async () => {
    const { room, waiting, key } = await openOn(TOOK_OVER);
    await room.store.leave(room.name, waiting.id, 'revoked');
    const revoked = roomKeys(room.keyPrefix, room.name)[6] ?? '';
    await expect(room.advance()).rejects.toThrow(RoomClosedError);
    expect(await room.redis.exists(key)).toBe(0);
    expect(await room.redis.zcard(revoked)).toBe(1);
  });

  it('still knows who entered in the last minute, so that the rate holds', async () => {
    const { room, waiting, key } = await openOn(TOOK_OVER);
    await expect(room.advance()).rejects.toThrow(RoomClosedError);
    const settings = { ...room.settings, new_users_per_minute: 1, total_active_users: 5 };
    const start = { epoch: 2, issued: 9, calledUpTo: 9, graceMs: 0 };
    await room.store.open(room.name, { version: 1, settings, ...start });
    await room.redis.hset(key, 'history', 'b'.repeat(40));
    await room.store.arrive(room.name, [{ id: waiting.id, number: waiting.number }]);
    expect(await room.enter({ ...waiting, epoch: 2 })).toBe('full');
    expect(await room.snapshot()).toMatchObject({ entriesLastMinute: 1 });
  });
});

describe('a server that has the room as it was', () => {
  it.each([
    ['restarted from its own file', RESTARTED],
    ['does not tell', REFUSED],
  ])('goes on with it where it %s', async (_what, info) => {
    const { room, inside, waiting } = await openOn(info);
    expect(await room.enter(inside)).toBe('active');
    await room.advance();
    expect(await room.enter(waiting)).toBe('waiting');
    expect(await room.snapshot()).toMatchObject({ issued: 2, active: 1 });
  });

  it('is remembered, so that a later replica of it is known for one', async () => {
    const { room, key } = await openOn(RESTARTED);
    await room.advance();
    expect(await room.redis.hget(key, 'history')).toBe('b'.repeat(40));
  });
});
