import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import {
  openTestRoom,
  scriptsWithout,
  type TestRoom,
  type TestVisitor,
} from '../../testing/room.ts';
import { roomKeys } from './room-keys.ts';
import type { RoomScripts } from './room-scripts.ts';

const rooms: TestRoom[] = [];
afterEach(() => {
  for (const { redis } of rooms.splice(0)) {
    redis.disconnect();
  }
});

type Options = Parameters<typeof openTestRoom>[0];

async function open(options: Options): Promise<TestRoom> {
  const room = await openTestRoom(options);
  rooms.push(room);
  return room;
}

/** Redis loses a room that has called everybody, and one who had been called comes back under the number of before. */
async function comeBack(options: Options, inside = 0) {
  const room = await open(options);
  const [visitor] = (await room.arrive(1)) as [TestVisitor];
  await room.redis.del(...roomKeys(room.keyPrefix, 'main'));
  const start = { epoch: 2, issued: 100, calledUpTo: visitor.number, graceMs: 0, inside };
  await room.store.open('main', { version: 1, settings: room.settings, ...start });
  const { id, number } = visitor;
  const replay = async () => {
    const { places } = await room.store.arrive('main', [{ id, number }]);
    return { isCalled: places[0]?.called, entered: await room.enter({ ...visitor, epoch: 2 }) };
  };
  return { room, visitor, replay };
}

describe('a place of before the last loss', () => {
  it('goes on under its number, and is over once it has bought', async () => {
    const { room, visitor, replay } = await comeBack({});
    expect(await replay()).toEqual({ isCalled: true, entered: 'active' });
    await room.store.leave('main', visitor.id, 'completed');
    expect(await replay()).toEqual({ isCalled: true, entered: 'ended' });
    expect(await room.enter({ ...visitor, epoch: 1 }, true)).toBe('ended');
  });

  it('is over once its session has ended', async () => {
    const { room, visitor, replay } = await comeBack({ settings: { session_duration: 0.005 } });
    await replay();
    await sleep(350);
    await room.advance();
    expect(await replay()).toEqual({ isCalled: true, entered: 'ended' });
    expect(await room.enter({ ...visitor, epoch: 1 }, true)).toBe('ended');
  });

  it('is over once the time to return from a missed call is', async () => {
    const settings = { claim_seconds: 0.1, return_seconds: 0.1 };
    const { room, visitor, replay } = await comeBack({ settings });
    await room.store.arrive('main', [{ id: visitor.id, number: visitor.number }]);
    await sleep(150);
    await room.advance();
    await sleep(150);
    await room.advance();
    expect(await replay()).toEqual({ isCalled: true, entered: 'ended' });
  });

  it('would come in again and again without a memory of who is over (negative control)', async () => {
    const scripts: RoomScripts = scriptsWithout('epoch > 1 and now <', 'false and now <');
    const { room, visitor, replay } = await comeBack({ scripts });
    await replay();
    await room.store.leave('main', visitor.id, 'completed');
    expect(await replay()).toEqual({ isCalled: true, entered: 'active' });
  });
});

describe('the slot of somebody inside before the last loss', () => {
  const settings = { total_active_users: 1 };
  const survivor = { id: 's'.repeat(22), number: 0, called: true, epoch: 1 };

  it('is kept for its visitor, and free once that has been in and leaves', async () => {
    const { room, replay } = await comeBack({ settings }, 1);
    expect(await replay()).toMatchObject({ entered: 'full' });
    expect(await room.enter(survivor, true)).toBe('active');
    expect(await replay()).toMatchObject({ entered: 'full' });
    await room.leave(survivor);
    expect(await replay()).toMatchObject({ entered: 'active' });
  });

  it('is free where its visitor leaves without having come back, once for each', async () => {
    const { room, replay } = await comeBack({ settings: { total_active_users: 2 } }, 2);
    await room.leave(survivor);
    await room.leave(survivor);
    expect(await replay()).toMatchObject({ entered: 'active' });
    expect(await room.enter({ ...survivor, id: 't'.repeat(22) }, true)).toBe('active');
  });

  it('is free when its session would have ended', async () => {
    const { replay } = await comeBack({ settings: { ...settings, session_duration: 0.005 } }, 1);
    expect(await replay()).toMatchObject({ entered: 'full' });
    await sleep(350);
    expect(await replay()).toMatchObject({ entered: 'active' });
  });

  it('would be gone to the next who was called (negative control)', async () => {
    const scripts = scriptsWithout('freeSlots(state) - kept', 'freeSlots(state)');
    const { room, replay } = await comeBack({ settings, scripts }, 1);
    expect(await replay()).toMatchObject({ entered: 'active' });
    expect(await room.enter(survivor, true)).toBe('lost');
  });
});

describe('whoever missed its call', () => {
  const settings = { total_active_users: 1, claim_seconds: 0.1, return_seconds: 60 };

  it('comes back to the front also where it joins again without its number', async () => {
    const room = await open({ settings });
    const [absent] = (await room.arrive(3)) as [TestVisitor];
    await sleep(150);
    const { places, epoch } = await room.store.arrive('main', [{ id: absent.id }]);
    expect(places[0]).toMatchObject({ called: true });
    expect(await room.enter({ ...absent, number: places[0]?.number ?? 0, epoch })).toBe('waiting');
    await room.advance();
    await room.advance();
    expect(await room.enter(absent)).toBe('active');
  });

  it('would go to the end without a look at those who may return (negative control)', async () => {
    const room = await open({ settings, scripts: scriptsWithout('known.lapsed[at]', 'false') });
    const [absent] = (await room.arrive(3)) as [TestVisitor];
    await sleep(150);
    const { places } = await room.store.arrive('main', [{ id: absent.id }]);
    expect(places[0]).toMatchObject({ number: 4 });
  });
});
