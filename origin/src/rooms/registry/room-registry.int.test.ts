import { AuditLogEntry } from '@frontrow/db';
import { DEFAULT_ROOM_SETTINGS, roomAdminView, roomSnapshots } from '@frontrow/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConcert } from '../../testing/catalog.ts';
import { type ManyRooms, openManyRooms } from '../../testing/many-rooms.ts';

let shop: ManyRooms;
let concertId: number;
let scheduleIds: number[];

beforeAll(async () => {
  shop = await openManyRooms();
  ({ concertId, scheduleIds } = await createConcert(shop.knex, { inDays: [7, 8] }));
});
afterAll(() => shop.stop());

const anyHost = (path: string) => ({ host: null, path });
const create = (body: object) => shop.admin('post', '/rooms', body);
const routesOf = async (room: string) => {
  const { body } = await shop.throughEdge('/internal/rooms');
  return roomSnapshots.parse(body).rooms.find((one) => one.room === room)?.routes;
};
const actions = async () =>
  (await AuditLogEntry.query(shop.knex).orderBy('id')).map(({ action, target }) => [
    action,
    target,
  ]);

describe('a room of a concert', () => {
  it('is made with settings of its own, covers all its dates, and the edge is told', async () => {
    const reply = await create({
      room: 'the-tour',
      concertId,
      routes: [{ host: 'tour.example', path: '/about' }],
      settings: { total_active_users: 77 },
    });
    expect(reply.status).toBe(201);
    const view = roomAdminView.parse(reply.body);
    expect(view).toMatchObject({
      room: 'the-tour',
      concertId,
      routes: [{ host: 'tour.example', path: '/about' }],
      settings: { ...DEFAULT_ROOM_SETTINGS, total_active_users: 77 },
      live: { epoch: 1, settings: { total_active_users: 77 } },
    });
    expect(await routesOf('the-tour')).toEqual([
      { host: 'tour.example', path: '/about' },
      anyHost(`/concerts/${concertId}`),
      ...scheduleIds.map((id) => anyHost(`/schedules/${id}`)),
    ]);
    expect(await routesOf('main')).toEqual([]);
    expect(await actions()).toEqual([['room.create', 'the-tour']]);
  });

  it('covers a date that is made later, without a change of the room', async () => {
    const [id = 0] = await shop
      .knex('schedule')
      .insert({ concertId, layoutId: await layoutId(), startsAt: new Date(), seatLimit: 8 });
    const hasIt = async () =>
      (await routesOf('the-tour'))?.some(({ path }) => path.endsWith(`/${id}`));
    await expect.poll(hasIt, { timeout: 1000 }).toBe(true);
  });

  it('is there once: by its name, and by its concert', async () => {
    expect(await create({ room: 'the-tour' })).toMatchObject({
      status: 409,
      body: { code: 'name_taken' },
    });
    expect(await create({ room: 'main' })).toMatchObject({ status: 409 });
    expect(await create({ room: 'another', concertId })).toMatchObject({
      status: 409,
      body: {
        code: 'route_taken',
        detail: `The room "the-tour" covers /concerts/${concertId} already.`,
        rival: { room: 'the-tour', route: anyHost(`/concerts/${concertId}`) },
      },
    });
    expect(await create({ room: 'another', concertId: 424_242 })).toMatchObject({
      status: 404,
      body: { code: 'not_found', detail: 'There is no concert 424242.' },
    });
  });
});

describe('routes', () => {
  it('are replaced as a whole, and written down', async () => {
    expect((await create({ room: 'side', routes: [anyHost('/tours')] })).status).toBe(201);
    const routes = [anyHost('/festivals'), anyHost('/festivals'), anyHost('/concerts')];
    const reply = await shop.admin('put', '/rooms/side/routes', { routes });
    expect(roomAdminView.parse(reply.body).routes).toEqual([
      anyHost('/concerts'),
      anyHost('/festivals'),
    ]);
    expect(await routesOf('side')).toHaveLength(2);
    expect((await actions()).at(-1)).toEqual(['room.routes', 'side']);
  });

  it('that overlap those of another room are refused by its name, and nothing changes', async () => {
    const put = (path: string, host: string | null = null) =>
      shop.admin('put', '/rooms/side/routes', { routes: [{ host, path }] });
    expect(await put(`/schedules/${scheduleIds[0]}`)).toMatchObject({
      status: 409,
      body: { code: 'route_taken', rival: { room: 'the-tour' } },
    });
    expect(await put('/concerts', 'vip.example')).toMatchObject({
      status: 409,
      body: {
        detail: `vip.example/concerts and /concerts/${concertId} of the room "the-tour" overlap, and neither is the more specific.`,
      },
    });
    expect((await put('/', 'tour.example')).status).toBe(409);
    expect(await routesOf('side')).toHaveLength(2);
  });

  it('of two operators who overlap at one moment, one is refused', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [deep, wide] = [`race-${round}-deep`, `race-${round}-wide`];
      const replies = await Promise.all([
        create({ room: deep, routes: [anyHost(`/race-${round}/deep`)] }),
        create({ room: wide, routes: [{ host: 'race.example', path: `/race-${round}` }] }),
      ]);
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201, 409]));
    }
  });

  it('are refused where they can guard nothing', async () => {
    const wrong = [
      anyHost('/wallet'),
      anyHost('/'),
      anyHost('/Concerts'),
      anyHost('/api/concerts'),
      { host: 'two words', path: '/concerts/1' },
      { path: '/concerts/1' },
    ];
    for (const route of wrong) {
      const reply = await create({ room: 'wrong', routes: [route] });
      expect([reply.status, reply.body.code], JSON.stringify(route)).toEqual([
        400,
        'invalid_input',
      ]);
    }
    for (const path of ['/concerts/424242', '/schedules/424242/seats']) {
      expect((await create({ room: 'wrong', routes: [anyHost(path)] })).status).toBe(404);
    }
    expect((await shop.admin('put', '/rooms/main/routes', { routes: [] })).status).toBe(400);
    expect((await shop.admin('put', '/rooms/none/routes', { routes: [] })).status).toBe(404);
  });
});

describe('a room', () => {
  it('is refused with settings that cannot work, and with a name that is none', async () => {
    const settings = { controlled: true, floor_users_per_minute: 700 };
    expect(await create({ room: 'wrong', settings })).toMatchObject({
      status: 400,
      body: { code: 'invalid_input', detail: expect.stringContaining('the floor') },
    });
    for (const room of ['', 'A', 'a b', '-a', 'x'.repeat(64)]) {
      expect((await create({ room })).status, room).toBe(400);
    }
  });

  it('can be deleted, with all that is known of it, and made again in a later epoch', async () => {
    const place = await shop.inside('side');
    expect((await shop.admin('delete', '/rooms/side')).status).toBe(204);
    expect(await routesOf('side')).toBeUndefined();
    expect((await shop.admin('get', '/rooms/side')).status).toBe(404);
    expect(await shop.redis.keys(`${shop.redisKeyPrefix}{room:side}*`)).toEqual([]);
    expect(await shop.knex('room_route').where({ room: 'side' })).toEqual([]);
    expect((await actions()).at(-1)).toEqual(['room.delete', 'side']);

    expect((await create({ room: 'side' })).status).toBe(201);
    const enter = '/internal/rooms/side/enter';
    expect(await shop.throughEdge(enter, { method: 'post', place })).toMatchObject({
      status: 403,
      headers: { 'x-room-refused': 'lost' },
    });
  });

  it('cannot be deleted where it is the whole shop, or none', async () => {
    expect((await shop.admin('delete', '/rooms/main')).status).toBe(400);
    expect((await shop.admin('delete', '/rooms/none')).status).toBe(404);
  });

  it('is made and deleted by operators alone', async () => {
    const headers = { authorization: `Bearer ${shop.buyer.token}` };
    for (const [method, path] of [
      ['post', '/rooms'],
      ['put', '/rooms/the-tour/routes'],
      ['delete', '/rooms/the-tour'],
    ] as const) {
      const body = { room: 'mine', routes: [] };
      const reply = await shop.throughEdge(`/api/admin${path}`, { method, body, headers });
      expect(reply).toMatchObject({ status: 403, body: { code: 'operator_required' } });
    }
  });
});

async function layoutId(): Promise<number> {
  const [schedule] = await shop.knex('schedule').where({ id: scheduleIds[0] });
  return Number(schedule.layoutId);
}
