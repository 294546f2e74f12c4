import { setTimeout as sleep } from 'node:timers/promises';
import {
  arrivalsReply,
  drawCommitment,
  drawnNumber,
  eventDrawId,
  roomSnapshots,
  type Arrival,
  type ClosedDraw,
} from '@frontrow/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ManyRooms, openManyRooms } from '../../testing/many-rooms.ts';
import { randomPlaceId } from '../../testing/room.ts';
import { roomKeys } from '../store/room-keys.ts';

const KEY = 'c4'.repeat(32);
const visitors = Array.from({ length: 30 }, randomPlaceId);
let shop: ManyRooms;
let startAt: number;
let draw: number;
let made: ClosedDraw;

beforeAll(async () => {
  shop = await openManyRooms();
  startAt = Date.now() + 8000;
  const [id = 0] = await shop.knex('room_event').insert({
    room: 'main',
    name: 'On sale',
    prequeueStartTime: new Date(Date.now() - 60_000),
    eventStartTime: new Date(startAt),
    eventEndTime: new Date(startAt + 600_000),
    shuffleAtEventStart: true,
    overrides: '{}',
    drawKey: KEY,
  });
  draw = eventDrawId(id);
});
afterAll(() => shop.stop());

const run = (name: string) => shop.jobs.find((job) => job.name === name)?.run();
const loseRedis = () => shop.redis.del(...roomKeys(shop.redisKeyPrefix, 'main'));

async function arrive(arrivals: Arrival[]) {
  const call = { method: 'post', body: { arrivals } } as const;
  const { body } = await shop.throughEdge('/internal/rooms/main/arrivals', call);
  return arrivalsReply.parse(body).places;
}

async function snapshot() {
  const { body } = await shop.throughEdge('/internal/rooms');
  const room = roomSnapshots.parse(body).rooms.find((one) => one.room === 'main');
  if (room === undefined) {
    throw new Error('no room');
  }
  return room;
}

const ticketOf = (index: number) => ({ draw, index });
const withTickets = () => visitors.map((id, index) => ({ id, ticket: ticketOf(index) }));

describe('a draw', () => {
  it('keeps its tickets when Redis loses its memory in the pre-queue', async () => {
    const given = await arrive(visitors.map((id) => ({ id })));
    expect(given.map(({ ticket }) => ticket)).toEqual(visitors.map((_, index) => ticketOf(index)));
    await run('room-checkpoint');
    await loseRedis();

    const [newcomer] = await arrive([{ id: randomPlaceId() }]);
    expect(newcomer?.ticket?.index).toBeGreaterThanOrEqual(visitors.length);
    const restored = await arrive(withTickets());
    expect(restored.map(({ ticket }) => ticket)).toEqual(given.map(({ ticket }) => ticket));
    expect((await snapshot()).openDraw).toMatchObject({
      id: draw,
      commitment: drawCommitment(KEY),
    });
  });

  it('is made at the start in the order of its key', async () => {
    await sleep(Math.max(0, startAt - Date.now() + 100));
    await run('room-advance');
    const [closed] = (await snapshot()).draws;
    expect(closed).toMatchObject({ id: draw, key: KEY, commitment: drawCommitment(KEY) });
    made = closed ?? made;
    const [known] = await arrive([{ id: visitors[0] ?? '' }]);
    // Written into the line, or still with its ticket where its number is far behind.
    expect([drawnNumber(made, 0), null]).toContain(known?.number);
  });

  it('comes out the same when Redis loses its memory again, from the ticket as from the number', async () => {
    await run('room-checkpoint');
    await loseRedis();
    const restored = await arrive(withTickets().slice(0, 15));
    const edgeKnew = await arrive(
      visitors.slice(15).map((id, rest) => ({ id, number: drawnNumber(made, rest + 15) })),
    );
    expect((await snapshot()).draws[0]).toEqual(made);
    expect([...restored, ...edgeKnew].map(({ number }) => number)).toEqual(
      visitors.map((_, index) => drawnNumber(made, index)),
    );
    expect(new Set(restored.map(({ number }) => number)).size).toBe(15);
  });

  it('is never opened again', async () => {
    await run('room-advance');
    const [late] = await arrive([{ id: randomPlaceId() }]);
    expect(late).toMatchObject({ ticket: null });
    expect(late?.number).toBeGreaterThan(made.base + made.n);
    expect((await snapshot()).openDraw).toBeNull();
  });

  it('is in the record, with its key, once', async () => {
    await run('room-record');
    const { body } = await shop.admin('get', '/rooms/main/draws');
    expect(body.items).toMatchObject([{ id: draw, key: KEY, base: made.base, n: made.n }]);
  });
});
