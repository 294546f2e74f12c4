import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import {
  openTestRoom,
  placeOf,
  randomPlaceId,
  type TestRoom,
  type TestVisitor,
} from '../../testing/room.ts';
import { stateKey } from './room-keys.ts';

const rooms: TestRoom[] = [];
afterEach(() => {
  for (const room of rooms.splice(0)) {
    room.redis.disconnect();
  }
});

async function open(settings: Parameters<typeof openTestRoom>[0]['settings'] = {}) {
  const room = await openTestRoom({ settings });
  rooms.push(room);
  return room;
}

async function arriveOne(room: TestRoom): Promise<TestVisitor> {
  const [visitor] = await room.arrive(1);
  if (visitor === undefined) {
    throw new Error('nobody arrived');
  }
  return visitor;
}

describe('a place that moves to another browser', () => {
  it('goes on where it stood, and the old one has ended', async () => {
    const room = await open({ total_active_users: 1, queue_all: true });
    const visitor = await arriveOne(room);
    const moved = { ...visitor, id: randomPlaceId() };
    expect(await room.store.move('main', placeOf(visitor), moved.id)).toBe('ok');
    expect([await room.enter(visitor), await room.enter(moved)]).toEqual(['ended', 'waiting']);
    expect(await room.store.move('main', placeOf(visitor), randomPlaceId())).toBe('ended');
    expect(await room.snapshot()).toMatchObject({ waiting: 1, issued: 1 });
  });

  it('stays inside with the session that it had', async () => {
    const room = await open();
    const visitor = await arriveOne(room);
    await room.enter(visitor);
    const moved = { ...visitor, id: randomPlaceId() };
    await room.store.move('main', placeOf(visitor), moved.id);
    expect([await room.enter(visitor), await room.enter(moved)]).toEqual(['ended', 'active']);
    expect(await room.snapshot()).toMatchObject({ active: 1 });
  });
});

describe('a place that was called', () => {
  it('is told no number of somebody else when it asks without its own, and may miss its call once', async () => {
    const settings = { total_active_users: 2, claim_seconds: 0.05, return_seconds: 60 };
    const room = await open(settings);
    const [first] = await room.arrive(2);
    const again = await room.store.arrive('main', [{ id: first?.id ?? '' }]);
    expect(again.places).toMatchObject([{ number: null, called: true }]);
    await sleep(80);
    await room.advance();
    expect(await room.enter({ ...placeless, id: first?.id ?? '' })).toBe('waiting');
    await room.advance();
    expect(await room.enter({ ...placeless, id: first?.id ?? '' })).toBe('active');
  });
});

describe('a server whose clock is behind', () => {
  it('goes on calling at the pace of the room', async () => {
    const room = await open({ total_active_users: 5, new_users_per_minute: 6000, queue_all: true });
    await room.arrive(3);
    await room.store.configure('main', {
      version: 2,
      settings: { ...room.settings, queue_all: false },
    });
    const later = Date.now() + 3_600_000;
    await room.redis.hset(stateKey(room.keyPrefix, 'main'), 'credit', '0', 'creditAt', later);
    expect(await room.advance()).toBe(0);
    await sleep(100);
    expect(await room.advance()).toBeGreaterThan(0);
  });
});

describe('limits', () => {
  it('hold the room below its settings, and let it go again', async () => {
    const room = await open({ total_active_users: 10 });
    const limits = {
      activeUsers: 2,
      usersPerMinute: undefined,
      reason: 'stock' as const,
      soldOut: false,
    };
    await room.store.limit('main', limits);
    const called = (await room.arrive(5)).filter((visitor) => visitor.called);
    expect(called).toHaveLength(2);
    expect((await room.snapshot()).limits).toMatchObject({ activeUsers: 2, reason: 'stock' });
    await room.store.limit('main', { ...limits, activeUsers: undefined, reason: null });
    expect((await room.snapshot()).limits).toMatchObject({ activeUsers: 10, reason: null });
  });

  it('of a sold-out shop call nobody and take nobody, until there are seats again', async () => {
    const room = await open({ total_active_users: 1 });
    const [inside, waiting] = await room.arrive(2);
    const limits = { activeUsers: undefined, usersPerMinute: undefined, reason: 'stock' as const };
    await room.store.limit('main', { ...limits, soldOut: true });
    expect(await room.arrive(1)).toMatchObject([{ turnedAway: true }]);
    expect(await room.enter(inside ?? placeless)).toBe('rejecting');
    expect(await room.advance()).toBe(0);
    await room.store.limit('main', { ...limits, reason: null, soldOut: false });
    expect(await room.enter(inside ?? placeless)).toBe('active');
    expect(await room.enter(waiting ?? placeless)).toBe('waiting');
  });
});

const placeless: TestVisitor = { id: '', number: 0, called: false, epoch: 1 };

describe('draining', () => {
  it('takes nobody new and serves the line to its end', async () => {
    const room = await open({ total_active_users: 1 });
    const [first, second] = await room.arrive(2);
    await room.store.configure('main', { version: 2, settings: { ...room.settings, drain: true } });
    expect(await room.arrive(1)).toMatchObject([{ turnedAway: true }]);
    expect(await room.enter(first ?? placeless)).toBe('active');
    await room.leave(first ?? placeless);
    await room.advance();
    expect(await room.enter(second ?? placeless)).toBe('active');
  });
});

describe('the estimate that a visitor was first told', () => {
  it('is judged when it enters, once', async () => {
    const room = await open();
    const now = Math.floor(Date.now() / 1000);
    const promises = [
      { from: now + 60, to: now + 90 },
      { from: now - 60, to: now + 90 },
      { from: now - 90, to: now - 60 },
      null,
    ];
    const visitors = await room.arrive(promises.length);
    for (const [index, visitor] of visitors.entries()) {
      const place = { ...placeOf(visitor), promise: promises[index] ?? null };
      await room.store.enter('main', place, false);
      await room.store.enter('main', place, false);
    }
    const { totals } = await room.snapshot();
    expect(totals).toMatchObject({ entered: 4, etaEarly: 1, etaWithin: 1, etaLate: 1 });
  });
});
