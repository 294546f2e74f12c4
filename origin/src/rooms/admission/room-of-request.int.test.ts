import type { Place } from '@frontrow/protocol';
import type { Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConcert } from '../../testing/catalog.ts';
import { type ManyRooms, openManyRooms } from '../../testing/many-rooms.ts';

let shop: ManyRooms;
let tour: Awaited<ReturnType<typeof createConcert>>;
let other: Awaited<ReturnType<typeof createConcert>>;
let inMain: Place;
let inTour: Place;

beforeAll(async () => {
  shop = await openManyRooms();
  tour = await createConcert(shop.knex);
  other = await createConcert(shop.knex);
  await shop.admin('post', '/rooms', { room: 'tour', concertId: tour.concertId });
  const routes = [{ host: 'vip.example', path: `/concerts/${tour.concertId}` }];
  await shop.admin('post', '/rooms', { room: 'vip', routes });
  inMain = await shop.inside('main');
  inTour = await shop.inside('tour');
});
afterAll(() => shop.stop());

const ask = (path: string, place: Place | undefined, host?: string): Promise<Response> =>
  shop.throughEdge(path, { place, ...(host === undefined ? {} : { host }) });

const refusedBy = (room: string) => ({
  status: 403,
  body: { code: 'place_required', room },
  headers: { 'x-room-refused': 'required' },
});

describe('a place', () => {
  it('counts where its own room is, and nowhere else', async () => {
    const ofTour = [
      `/api/concerts/${tour.concertId}`,
      `/api/concerts/${tour.concertId}/schedules`,
      `/api/schedules/${tour.scheduleIds[0]}`,
      `/api/schedules/${tour.scheduleIds[0]}/seats`,
    ];
    for (const path of ofTour) {
      expect(await ask(path, inTour), path).toMatchObject({ status: 200 });
      expect(await ask(path, inMain), path).toMatchObject(refusedBy('tour'));
      expect(await ask(path, undefined), path).toMatchObject(refusedBy('tour'));
    }
    const ofMain = [
      '/api/concerts',
      `/api/concerts/${other.concertId}`,
      `/api/schedules/${other.scheduleIds[0]}/seats`,
    ];
    for (const path of ofMain) {
      expect(await ask(path, inMain), path).toMatchObject({ status: 200 });
      expect(await ask(path, inTour), path).toMatchObject(refusedBy('main'));
    }
  });

  it('of another room holds no seat of the concert', async () => {
    const path = `/api/schedules/${tour.scheduleIds[0]}/reservations`;
    const headers = {
      authorization: `Bearer ${shop.buyer.token}`,
      'idempotency-key': 'one-hold-of-the-tour',
    };
    const body = { seats: [{ seatNo: 1 }] };
    const hold = (place: Place) => shop.throughEdge(path, { method: 'post', place, headers, body });
    expect(await hold(inMain)).toMatchObject(refusedBy('tour'));
    expect((await hold(inTour)).status).toBe(201);
  });

  it('of any room serves where every buyer is served', async () => {
    const headers = { authorization: `Bearer ${shop.buyer.token}` };
    for (const path of ['/api/wallet', '/api/reservations', `/api/layouts/${tour.layoutId}`]) {
      for (const place of [inMain, inTour]) {
        expect((await shop.throughEdge(path, { place, headers })).status, path).toBe(200);
      }
      expect(await ask(path, undefined), path).toMatchObject(refusedBy('main'));
    }
  });

  it('serves there only while it is inside its room', async () => {
    const gone = await shop.inside('tour');
    await shop.throughEdge('/internal/rooms/tour/leave', { method: 'post', place: gone });
    expect(await ask('/api/wallet', gone)).toMatchObject({
      status: 403,
      body: { code: 'place_ended', room: 'tour' },
    });
    const nowhere = { ...inTour, room: 'nowhere' };
    expect(await ask('/api/wallet', nowhere)).toMatchObject(refusedBy('main'));
  });

  it('is judged by the host that the visitor asked', async () => {
    const path = `/api/concerts/${tour.concertId}`;
    expect(await ask(path, inTour, 'vip.example')).toMatchObject(refusedBy('vip'));
    const inVip = await shop.inside('vip');
    expect((await ask(path, inVip, 'vip.example')).status).toBe(200);
    expect(await ask(path, inVip)).toMatchObject(refusedBy('tour'));
  });

  it.each([
    (id: number) => `/api/concerts/${encoded(id)}`,
    (id: number) => `/api/concerts/0${id}`,
    (id: number) => `/api/concerts/${id}.0`,
    (id: number) => `/api/concerts/+${id}`,
    (id: number) => `/api/concerts/${id}e0`,
    (id: number) => `/api/concerts/${id};x=1`,
    (id: number) => `/api/concerts/${id}/`,
    (id: number) => `/api//concerts/${id}`,
    (id: number) => `/api/concerts//${id}`,
    (id: number) => `/api/CONCERTS/${id}`,
    (id: number) => `/api/concert%73/${id}`,
    (id: number) => `/api/concerts%2F${id}`,
    (id: number) => `/api/./concerts/${id}`,
    (id: number) => `/api/x/../concerts/${id}`,
  ])('of main sees nothing of the concert by any spelling: %s', async (spell) => {
    const reply = await ask(spell(tour.concertId), inMain);
    expect([400, 403, 404]).toContain(reply.status);
    expect(JSON.stringify(reply.body)).not.toContain('durationMinutes');
  });
});

it('a deleted room leaves its paths to main', async () => {
  const gone = await createConcert(shop.knex);
  const path = `/api/concerts/${gone.concertId}`;
  await shop.admin('post', '/rooms', { room: 'gone', concertId: gone.concertId });
  const inGone = await shop.inside('gone');
  expect((await ask(path, inGone)).status).toBe(200);
  await shop.admin('delete', '/rooms/gone');
  expect(await ask(path, inGone)).toMatchObject(refusedBy('main'));
  expect(await ask('/api/wallet', inGone)).toMatchObject(refusedBy('main'));
  expect((await ask(path, inMain)).status).toBe(200);
});

describe('while MySQL is away', () => {
  it('an origin that starts then knows the rooms from those before it', async () => {
    await ask('/api/concerts', inMain);
    const { throughEdge } = shop.withoutDatabase();
    const path = `/api/concerts/${tour.concertId}`;
    expect(await throughEdge(path, { place: inMain })).toMatchObject(refusedBy('tour'));
  });

  it('an origin to which nobody can tell the rooms lets nobody in', async () => {
    await shop.redis.del(`${shop.redisKeyPrefix}rooms`);
    const { throughEdge } = shop.withoutDatabase();
    expect(await throughEdge('/api/concerts', { place: inMain })).toMatchObject({
      status: 503,
      body: { code: 'room_unavailable' },
      headers: { 'x-room-refused': 'unavailable' },
    });
  });
});

function encoded(id: number): string {
  return String(id).replace(/\d/g, (digit) => `%3${digit}`);
}
