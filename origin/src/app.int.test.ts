import { User } from '@frontrow/db';
import { arrivalsReply, type Place } from '@frontrow/protocol';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConcert } from './testing/catalog.ts';
import { placeOf, randomPlaceId } from './testing/room.ts';
import { startWholeOrigin, type WholeOrigin } from './testing/whole-origin.ts';

let origin: WholeOrigin;

beforeAll(async () => {
  origin = await startWholeOrigin();
});
afterAll(() => origin.stop());

describe('an origin whose database is away', () => {
  it('shows those inside what is kept, also with a login, and says of the rest when to come again', async () => {
    const { scheduleIds } = await createConcert(origin.knex);
    const path = `/api/schedules/${scheduleIds[0]}/seats`;
    const place = await joinRoom();
    const headers = await signUp(place);
    expect(await origin.throughEdge(path, { place, headers })).toMatchObject({ status: 200 });

    const { throughEdge, app } = origin.withoutDatabase();
    const seats = await throughEdge(path, { place, headers });
    expect(seats).toMatchObject({ status: 200, body: { seatsLeft: 10 } });
    const wallet = await throughEdge('/api/wallet', { place, headers });
    expect(wallet).toMatchObject({ status: 503, body: { code: 'database_unavailable' } });
    expect(Number(wallet.headers['retry-after'])).toBeGreaterThan(0);
    expect(await request(app).get('/readyz')).toMatchObject({ status: 503 });
    expect(await request(app).get('/healthz')).toMatchObject({ status: 200 });
  });

  it('gives the catalog to nobody without a place', async () => {
    const { throughEdge } = origin.withoutDatabase();
    expect(await throughEdge('/api/concerts')).toMatchObject({
      status: 403,
      body: { code: 'place_required' },
    });
  });
});

async function joinRoom(): Promise<Place> {
  const id = randomPlaceId();
  const reply = await origin.throughEdge('/internal/rooms/main/arrivals', {
    method: 'post',
    body: { arrivals: [{ id }] },
  });
  const { epoch, places } = arrivalsReply.parse(reply.body);
  return placeOf({ id, number: places[0]?.number ?? 0, called: true, epoch });
}

async function signUp(place: Place): Promise<Record<string, string>> {
  const body = {
    email: 'mina@example.com',
    password: 'a long enough password',
    name: 'Mina',
    transport: 'token',
  };
  const reply = await origin.throughEdge('/api/accounts', { method: 'post', place, body });
  expect(await User.query(origin.knex).resultSize()).toBe(1);
  return { authorization: `Bearer ${String(reply.body.token)}` };
}
