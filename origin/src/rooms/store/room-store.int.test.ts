import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestRoom, randomPlaceId, type TestRoom } from '../../testing/room.ts';

const rooms: TestRoom[] = [];

async function open(options: Parameters<typeof openTestRoom>[0]) {
  const room = await openTestRoom(options);
  rooms.push(room);
  return room;
}

afterEach(() => {
  for (const room of rooms.splice(0)) {
    room.redis.disconnect();
  }
});

describe('arriving', () => {
  it('calls a visitor on the spot who finds an empty line and a free slot', async () => {
    const room = await open({});
    const [visitor] = await room.arrive(1);
    expect(visitor).toMatchObject({ number: 1, called: true });
    expect(visitor && (await room.enter(visitor))).toBe('active');
    expect(await room.snapshot()).toMatchObject({ active: 1, called: 0, calledUpTo: 1, issued: 1 });
  });

  it('numbers a batch in its order and lets those wait for whom there is no slot', async () => {
    const room = await open({ settings: { total_active_users: 2 } });
    const visitors = await room.arrive(4);
    expect(visitors.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(visitors.map(({ called }) => called)).toEqual([true, true, false, false]);
    expect(await room.snapshot()).toMatchObject({ waiting: 2, called: 2, calledUpTo: 2 });
  });

  it('gives the same place again when the reply was lost', async () => {
    const room = await open({ settings: { queue_all: true } });
    const [first] = await room.arrive(1);
    const again = await room.store.arrive('main', [{ id: first?.id ?? '' }]);
    expect(again).toMatchObject({ kind: 'ok', places: [{ number: 1, called: false }] });
    expect(await room.snapshot()).toMatchObject({ issued: 1, waiting: 1 });
  });

  it('gives a place that stands twice in one batch one number', async () => {
    const room = await open({ settings: { queue_all: true } });
    const id = randomPlaceId();
    const { places } = await room.store.arrive('main', [{ id }, { id: randomPlaceId() }, { id }]);
    expect(places.map(({ number }) => number)).toEqual([1, 2, 1]);
    expect(await room.snapshot()).toMatchObject({ issued: 2, waiting: 2 });
  });

  it('takes nobody while the room rejects, and calls everybody while it passes through', async () => {
    const rejecting = await open({ settings: { queueing_method: 'reject' } });
    expect(await rejecting.arrive(1)).toMatchObject([{ number: 0, turnedAway: true }]);
    const passing = await open({
      settings: { queueing_method: 'passthrough', total_active_users: 1 },
    });
    const visitors = await passing.arrive(3);
    expect(await Promise.all(visitors.map((visitor) => passing.enter(visitor)))).toEqual([
      'active',
      'active',
      'active',
    ]);
  });

  it('lets everybody new wait under queue_all, and those inside stay', async () => {
    const room = await open({ settings: { total_active_users: 5 } });
    const [inside] = await room.arrive(1);
    expect(inside && (await room.enter(inside))).toBe('active');
    await room.store.configure('main', {
      version: 2,
      settings: { ...room.settings, queue_all: true },
    });
    const [late] = await room.arrive(1);
    expect(await room.advance()).toBe(0);
    expect(late && (await room.enter(late))).toBe('waiting');
    expect(inside && (await room.enter(inside))).toBe('active');
  });

  it('keeps the number of a place that comes back from an earlier epoch', async () => {
    const room = await open({ settings: { queue_all: true } });
    const [ahead] = await room.arrive(1);
    const restored = { id: 'r'.repeat(22), number: 70_000 };
    const reply = await room.store.arrive('main', [restored]);
    expect(reply).toMatchObject({ places: [{ number: 70_000, called: false }] });
    const [next] = await room.arrive(1);
    expect(next?.number).toBe(70_001);
    expect(ahead?.number).toBe(1);
  });
});

describe('after a loss', () => {
  it('keeps the turn of those who had been called, as far as an edge had seen it', async () => {
    const room = await open({ graceMs: 60_000, settings: { total_active_users: 5 } });
    await room.store.arrive('main', [{ id: 'z'.repeat(22), number: 900 }]);
    const [called, waiting] = ['c', 'w'].map((letter) => letter.repeat(22));
    const reply = await room.store.arrive(
      'main',
      [
        { id: called ?? '', number: 40 },
        { id: waiting ?? '', number: 41 },
      ],
      40,
    );
    expect(reply).toMatchObject({
      places: [
        { number: 40, called: true },
        { number: 41, called: false },
      ],
    });
    expect(await room.enter({ id: called ?? '', number: 40, called: true, epoch: 1 })).toBe(
      'active',
    );
    expect((await room.snapshot()).calledUpTo).toBe(40);
  });

  it('believes an edge only while the room waits for its old places', async () => {
    const room = await open({ settings: { queue_all: true } });
    await room.arrive(10);
    await room.store.arrive('main', [{ id: 'q'.repeat(22), number: 9 }], 9);
    expect((await room.snapshot()).calledUpTo).toBe(0);
  });
});

describe('entering', () => {
  it('refuses a place that is waiting, unknown, missing or from before the last loss', async () => {
    const room = await open({ settings: { queue_all: true } });
    const [waiting] = await room.arrive(1);
    if (waiting === undefined) throw new Error('nobody arrived');
    expect(await room.enter(waiting)).toBe('waiting');
    expect(await room.enter({ ...waiting, id: 'x'.repeat(22) })).toBe('ended');
    expect(await room.enter({ ...waiting, id: 'x'.repeat(22), epoch: 0 })).toBe('lost');
    expect((await room.store.enter('main', undefined, false)).kind).toBe('required');
  });

  it('lets a visitor with a valid session go on after Redis lost its memory', async () => {
    const room = await open({ settings: { total_active_users: 1 } });
    const survivor = { id: 's'.repeat(22), number: 9, called: true, epoch: 0 };
    expect(await room.enter(survivor, true)).toBe('active');
    expect(await room.enter({ ...survivor, id: 't'.repeat(22) }, true)).toBe('lost');
  });

  it('keeps the turn of a called visitor who stands at the door of a full room', async () => {
    const room = await open({ settings: { total_active_users: 1, claim_seconds: 0.4 } });
    const [inside] = await room.arrive(1);
    const [next] = await room.arrive(1);
    if (inside === undefined || next === undefined) throw new Error('nobody arrived');
    await room.advance();
    expect(await room.enter(inside)).toBe('active');
    await room.redis.zadd(`${room.keyPrefix}{room:main}:called`, Date.now() + 300, next.id);
    for (let attempt = 0; attempt < 4; attempt += 1) {
      expect(await room.enter(next)).toBe('full');
      await sleep(200);
    }
    await room.leave(inside);
    expect(await room.enter(next)).toBe('active');
  });

  it('ends a session that was not renewed, and prolongs one that was', async () => {
    const room = await open({ settings: { session_duration: 0.6 / 60 } });
    const [idle, busy] = await room.arrive(2);
    if (idle === undefined || busy === undefined) throw new Error('nobody arrived');
    await room.enter(idle);
    for (let step = 0; step < 5; step += 1) {
      expect(await room.enter(busy)).toBe('active');
      await sleep(200);
    }
    expect(await room.enter(idle)).toBe('ended');
    expect(await room.enter(busy)).toBe('active');
  });

  it('gives a fixed session no more time where renewal is disabled', async () => {
    const room = await open({
      settings: { session_duration: 0.6 / 60, disable_session_renewal: true },
    });
    const [visitor] = await room.arrive(1);
    if (visitor === undefined) throw new Error('nobody arrived');
    expect(await room.enter(visitor)).toBe('active');
    await sleep(350);
    expect(await room.enter(visitor)).toBe('active');
    await sleep(350);
    expect(await room.enter(visitor)).toBe('ended');
  });

  it('lets everybody pass while the room is suspended', async () => {
    const room = await open({ settings: { suspended: true } });
    expect((await room.store.enter('main', undefined, false)).kind).toBe('suspended');
  });
});

describe('missing the call', () => {
  it('gives the slot to the next and lets the visitor back to the front once', async () => {
    const room = await open({
      settings: { total_active_users: 1, claim_seconds: 0.2, return_seconds: 60 },
    });
    const [absent, second] = await room.arrive(2);
    if (absent === undefined || second === undefined) throw new Error('nobody arrived');
    expect(absent.called).toBe(true);
    await sleep(250);
    expect(await room.enter(absent)).toBe('waiting');
    expect(await room.advance()).toBe(1);
    expect(await room.enter(second)).toBe('waiting');
    await sleep(250);
    expect(await room.enter(absent)).toBe('ended');
  });

  it('lets a visitor back once, also when the second chance would come long after the first', async () => {
    const room = await open({
      settings: { total_active_users: 1, claim_seconds: 0.1, return_seconds: 0.3 },
    });
    const [absent] = await room.arrive(1);
    if (absent === undefined) throw new Error('nobody arrived');
    await sleep(150);
    expect(await room.enter(absent)).toBe('waiting');
    await sleep(400);
    expect(await room.advance()).toBe(1);
    await sleep(150);
    expect(await room.enter(absent)).toBe('ended');
  });

  it('ends a place that comes back too late', async () => {
    const room = await open({ settings: { claim_seconds: 0.1, return_seconds: 0 } });
    const [absent] = await room.arrive(1);
    await sleep(150);
    await room.advance();
    expect(absent && (await room.enter(absent))).toBe('ended');
  });
});

describe('leaving and settings', () => {
  it('frees the slot once, however often it is told', async () => {
    const room = await open({});
    const [visitor] = await room.arrive(1);
    if (visitor === undefined) throw new Error('nobody arrived');
    await room.enter(visitor);
    expect(await room.leave(visitor)).toBe(true);
    expect(await room.leave(visitor)).toBe(false);
    expect(await room.enter(visitor)).toBe('ended');
  });

  it('applies newer settings only', async () => {
    const room = await open({});
    const newer = { version: 3, settings: { ...room.settings, total_active_users: 7 } };
    expect(await room.store.configure('main', newer)).toBe(true);
    expect(await room.store.configure('main', { ...newer, version: 2 })).toBe(false);
    const { settings, settingsVersion } = await room.snapshot();
    expect({ settings, settingsVersion }).toEqual({
      settings: newer.settings,
      settingsVersion: 3,
    });
  });

  it('says that the room is closed when Redis does not know it', async () => {
    const room = await open({});
    await expect(room.store.advance('other')).rejects.toThrow('not in Redis');
    await expect(room.store.snapshot('other')).rejects.toThrow('not in Redis');
  });
});
