import { drawCommitment, drawnNumber, type RoomSettings } from '@frontrow/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestRoom, type TestRoom, type TestVisitor } from '../../testing/room.ts';

const KEY = 'aa'.repeat(32);
const EVENT_DRAW = 1_000_000_000_007;
const rooms: TestRoom[] = [];
afterEach(() => {
  for (const room of rooms.splice(0)) {
    room.redis.disconnect();
  }
});

async function openRoom(settings: Partial<RoomSettings> = {}): Promise<TestRoom> {
  const room = await openTestRoom({
    settings: { total_active_users: 1000, new_users_per_minute: 100_000, ...settings },
  });
  rooms.push(room);
  return room;
}

const LONG = 60_000;

/** The event that was announced starts now. */
async function begin(room: TestRoom, key = KEY): Promise<void> {
  await announce(room, -1, { key, version: 3 });
}

/** An event whose pre-queue is open and which starts in `ms`. */
async function announce(
  room: TestRoom,
  ms: number,
  { key = KEY, version = 2 } = {},
): Promise<void> {
  const startAt = Date.now() + ms;
  await room.store.configure('main', {
    version,
    settings: room.settings,
    event: {
      view: {
        id: 7,
        name: 'On sale',
        prequeue_start_time: new Date(startAt - 600_000).toISOString(),
        event_start_time: new Date(startAt).toISOString(),
        event_end_time: new Date(startAt + 600_000).toISOString(),
        shuffle_at_event_start: key !== '',
        commitment: key === '' ? null : drawCommitment(key),
      },
      prequeueAt: startAt - 600_000,
      startAt,
      draw: EVENT_DRAW,
      key,
      commitment: key === '' ? '' : drawCommitment(key),
    },
  });
}

/** What an edge makes of the visitors' tickets once the draw is public. */
async function drawn(room: TestRoom, visitors: TestVisitor[]): Promise<TestVisitor[]> {
  const { draws } = await room.snapshot();
  return visitors.map((visitor) => {
    const draw = draws.find(({ id }) => id === visitor.ticket?.draw);
    return draw === undefined || !visitor.ticket
      ? visitor
      : { ...visitor, number: drawnNumber(draw, visitor.ticket.index) };
  });
}

describe('a pre-queue', () => {
  it('gives tickets, calls nobody, and shows the commitment but not the key', async () => {
    const room = await openRoom();
    await announce(room, LONG);
    const visitors = await room.arrive(3);
    expect(visitors.map(({ ticket }) => ticket?.index)).toEqual([0, 1, 2]);
    expect(await room.advance()).toBe(0);
    expect(await room.enter(visitors[0] ?? { id: '', number: 0, called: false, epoch: 1 })).toBe(
      'waiting',
    );
    const snapshot = await room.snapshot();
    expect(snapshot).toMatchObject({
      waiting: 3,
      event: { id: 7, phase: 'prequeue' },
      openDraw: { id: EVENT_DRAW, tickets: 3, commitment: drawCommitment(KEY) },
      draws: [],
    });
    expect(JSON.stringify(snapshot)).not.toContain(KEY);
  });

  it('gives the same ticket again when the reply was lost', async () => {
    const room = await openRoom();
    await announce(room, LONG);
    const [first] = await room.arrive(2);
    const again = await room.store.arrive('main', [{ id: first?.id ?? '' }]);
    expect(again.places).toMatchObject([{ ticket: { draw: EVENT_DRAW, index: 0 } }]);
    expect((await room.snapshot()).openDraw).toMatchObject({ tickets: 2 });
  });

  it('ends at the start: the tickets are called in the order of the key, late arrivals after them', async () => {
    const room = await openRoom({ total_active_users: 1 });
    await announce(room, LONG);
    const early = await room.arrive(40);
    await begin(room);
    const [late] = await room.arrive(1);
    expect(late).toMatchObject({ number: 41, ticket: null });
    const line = (await drawnAfterTick(room, early)).sort((a, b) => a.number - b.number);
    expect(line.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(line.map(({ ticket }) => ticket?.index)).not.toEqual(early.map((_, i) => i));
    for (const visitor of [...line, late]) {
      await room.advance();
      expect(await room.enter(visitor ?? { id: '', number: 0, called: false, epoch: 1 })).toBe(
        'active',
      );
      await room.leave(visitor ?? { id: '', number: 0, called: false, epoch: 1 });
    }
  });

  it('keeps the order of arrival where nothing is shuffled', async () => {
    const room = await openRoom();
    await announce(room, LONG, { key: '' });
    const early = await room.arrive(5);
    await begin(room, '');
    const line = await drawnAfterTick(room, early);
    expect(line.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect((await room.snapshot()).draws).toMatchObject([{ key: null, commitment: null, n: 5 }]);
  });

  it('writes tens of thousands into the line no further than is soon called', async () => {
    const room = await openRoom({ total_active_users: 5 });
    await announce(room, LONG);
    for (let batch = 0; batch < 50; batch += 1) {
      await room.arrive(200);
    }
    await begin(room);
    await room.advance();
    const snapshot = await room.snapshot();
    expect(snapshot).toMatchObject({ waiting: 10_000 - snapshot.called, issued: 10_000 });
    expect(await room.redis.zcard(`${room.keyPrefix}{room:main}:tickets`)).toBeGreaterThanOrEqual(
      4000,
    );
  });

  it('passes over those who have left', async () => {
    const room = await openRoom({ total_active_users: 1 });
    await announce(room, LONG);
    const early = await room.arrive(6);
    for (const visitor of early.slice(1)) {
      await room.leave(visitor);
    }
    await begin(room);
    const [stayed] = await drawnAfterTick(room, early.slice(0, 1));
    await room.advance();
    expect(await room.enter(stayed ?? { id: '', number: 0, called: false, epoch: 1 })).toBe(
      'active',
    );
  });
});

async function drawnAfterTick(room: TestRoom, visitors: TestVisitor[]): Promise<TestVisitor[]> {
  await room.advance();
  return drawn(room, visitors);
}

describe('a room that draws at random', () => {
  it('calls an empty line on the spot, and draws among all who wait', async () => {
    const room = await openRoom({ queueing_method: 'random', total_active_users: 1 });
    const [first] = await room.arrive(1);
    expect(first).toMatchObject({ called: true, ticket: null });
    expect(await room.enter(first ?? { id: '', number: 0, called: false, epoch: 1 })).toBe(
      'active',
    );
    const waiting = await room.arrive(30);
    expect(waiting.every(({ ticket, number }) => ticket !== null && number === 0)).toBe(true);
    expect((await room.snapshot()).openDraw).toMatchObject({ tickets: 30 });
    await room.leave(first ?? { id: '', number: 0, called: false, epoch: 1 });
    const line = (await drawnAfterTick(room, waiting)).sort((a, b) => a.number - b.number);
    expect(line.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, i) => i + 2));
    const newcomers = await room.arrive(2);
    expect(newcomers[0]?.ticket?.draw).toBe((line[0]?.ticket?.draw ?? 0) + 1);
    const order = [];
    for (const visitor of line) {
      await room.advance();
      order.push(await room.enter(visitor));
      await room.leave(visitor);
    }
    expect(new Set(order)).toEqual(new Set(['active']));
    const [next] = (await drawnAfterTick(room, newcomers)).filter(({ number }) => number === 32);
    await room.advance();
    expect(await room.enter(next ?? { id: '', number: 0, called: false, epoch: 1 })).toBe('active');
  });

  it('closes its draw when it goes over to the order of arrival', async () => {
    const room = await openRoom({ queueing_method: 'random', queue_all: true });
    const waiting = await room.arrive(5);
    const settings = { ...room.settings, queue_all: true, queueing_method: 'fifo' as const };
    await room.store.configure('main', { version: 2, settings });
    const line = await drawnAfterTick(room, waiting);
    expect(line.map(({ number }) => number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
    expect((await room.arrive(1))[0]).toMatchObject({ number: 6 });
  });
});
