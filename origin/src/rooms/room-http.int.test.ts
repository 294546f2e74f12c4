import { User } from '@frontrow/db';
import { arrivalsReply, roomAdminView, roomSnapshots } from '@frontrow/protocol';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPasswords } from '../accounts/passwords.ts';
import { placeOf, randomPlaceId } from '../testing/room.ts';
import { NO_PACE, startWholeOrigin, type WholeOrigin } from '../testing/whole-origin.ts';

const PASSWORD = 'a long enough password';

let origin: WholeOrigin;
let asOperator: Record<string, string>;
let asBuyer: Record<string, string>;

beforeAll(async () => {
  origin = await startWholeOrigin(NO_PACE);
  const passwordHash = await createPasswords().hash(PASSWORD);
  for (const role of ['operator', 'buyer'] as const) {
    await User.query(origin.knex).insert({
      email: `${role}@example.com`,
      name: role,
      role,
      passwordHash,
    });
  }
  asOperator = await logInAs('operator@example.com');
  asBuyer = {};
});

afterAll(() => origin.stop());

async function logInAs(email: string): Promise<Record<string, string>> {
  const reply = await request(origin.app)
    .post('/api/admin/logins')
    .send({ email, password: PASSWORD, transport: 'token' });
  expect(reply.status).toBe(201);
  return { authorization: `Bearer ${String(reply.body.token)}` };
}

const arrivals = (body: unknown) =>
  origin.throughEdge('/internal/rooms/main/arrivals', { method: 'post', body });

describe('what the edge asks', () => {
  it('is told to the edge alone', async () => {
    for (const path of ['/internal/rooms', '/internal/rooms/main/arrivals']) {
      const reply = await request(origin.app).get(path);
      expect(reply).toMatchObject({ status: 403, body: { code: 'edge_signature_invalid' } });
    }
  });

  it('gives a snapshot of each room', async () => {
    const reply = await origin.throughEdge('/internal/rooms');
    expect(reply.status).toBe(200);
    expect(roomSnapshots.parse(reply.body).rooms).toMatchObject([{ room: 'main', epoch: 1 }]);
  });

  it('numbers a batch of arrivals, and the same again for a repeated one', async () => {
    const body = { arrivals: [{ id: randomPlaceId() }, { id: randomPlaceId() }] };
    const first = arrivalsReply.parse((await arrivals(body)).body);
    expect(first.places.map(({ id }) => id)).toEqual(body.arrivals.map(({ id }) => id));
    expect(first.places[1]?.number).toBe((first.places[0]?.number ?? 0) + 1);
  });

  it('refuses batches that are empty, too large or not of places', async () => {
    const tooMany = Array.from({ length: 257 }, () => ({ id: randomPlaceId() }));
    const wrong = [
      {},
      { arrivals: [] },
      { arrivals: tooMany },
      { arrivals: [{ id: 'short' }] },
      { arrivals: [{ id: randomPlaceId(), number: -1 }] },
      { arrivals: [{ id: randomPlaceId(), lane: 'vip' }] },
    ];
    for (const body of wrong) {
      expect((await arrivals(body)).status, JSON.stringify(body).slice(0, 80)).toBe(400);
    }
  });

  it('answers 404 for entering a room that does not exist', async () => {
    const place = {
      ...placeOf({ id: randomPlaceId(), number: 1, called: true, epoch: 1 }),
      room: 'nowhere',
    };
    const path = '/internal/rooms/nowhere/enter';
    const reply = await origin.throughEdge(path, { method: 'post', place });
    expect(reply).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('answers 404 for a room that does not exist', async () => {
    const reply = await origin.throughEdge('/internal/rooms/nowhere/arrivals', {
      method: 'post',
      body: { arrivals: [{ id: randomPlaceId() }] },
    });
    expect(reply).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('lets a place enter and leave, and only a place', async () => {
    const id = randomPlaceId();
    const { epoch, places } = arrivalsReply.parse((await arrivals({ arrivals: [{ id }] })).body);
    const number = places[0]?.number ?? 0;
    const place = placeOf({ id, number, called: true, epoch });
    const enter = () => origin.throughEdge('/internal/rooms/main/enter', { method: 'post', place });
    expect(await enter()).toMatchObject({ status: 200, body: { state: 'active' } });
    const leave = '/internal/rooms/main/leave';
    expect((await origin.throughEdge(leave, { method: 'post' })).status).toBe(403);
    expect((await origin.throughEdge(leave, { method: 'post', place })).status).toBe(204);
    expect(await enter()).toMatchObject({ status: 403, body: { code: 'place_ended' } });
  });
});

describe("the operator's settings", () => {
  const settingsPath = '/api/admin/rooms/main/settings';
  const patch = (body: unknown, headers: Record<string, string> = {}) =>
    request(origin.app)
      .patch(settingsPath)
      .set(asOperator)
      .set(headers)
      .send(body as object);

  it('are for operators', async () => {
    const anonymous = await request(origin.app).get('/api/admin/rooms/main').set(asBuyer);
    expect(anonymous).toMatchObject({ status: 401, body: { code: 'login_required' } });
    const buyer = await request(origin.app)
      .post('/api/admin/logins')
      .send({ email: 'buyer@example.com', password: PASSWORD });
    expect(buyer.status).toBeGreaterThanOrEqual(401);
  });

  it('are in force at once, and written down', async () => {
    const reply = await patch({ total_active_users: 321 });
    expect(reply.status).toBe(200);
    const view = roomAdminView.parse(reply.body);
    expect(view.settings.total_active_users).toBe(321);
    expect(view.live?.settings.total_active_users).toBe(321);
    const [entry] = await origin.knex('audit_log').orderBy('id', 'desc').limit(1);
    expect(entry).toMatchObject({ action: 'room.settings', target: 'main' });
  });

  it('carry a message to everybody who waits, and take it back', async () => {
    const message = { text: 'We open at 8 pm — really.', ko: '오후 8시에 시작합니다.' };
    const said = roomAdminView.parse((await patch({ message })).body);
    expect([said.settings.message, said.live?.settings.message]).toEqual([message, message]);
    const silent = roomAdminView.parse((await patch({ message: null })).body);
    expect([silent.settings.message, silent.live?.settings.message]).toEqual([null, null]);
  });

  it('refuse what is not a setting, or impossible, and change nothing', async () => {
    const before = await request(origin.app).get('/api/admin/rooms/main').set(asOperator);
    const wrong = [
      {},
      { total_active_users: 0 },
      { total_active_users: '5' },
      { total_active_user: 5 },
      { queueing_method: 'lottery' },
      { session_duration: -1 },
      { message: 'text' },
      { message: { text: '' } },
      { message: { text: 'a <b>bold</b> word' } },
      { message: { text: 'two\nlines' } },
      { message: { text: 'x'.repeat(281) } },
    ];
    for (const body of wrong) {
      expect((await patch(body)).status, JSON.stringify(body)).toBe(400);
    }
    const after = await request(origin.app).get('/api/admin/rooms/main').set(asOperator);
    expect(after.body.settings).toEqual(before.body.settings);
    expect(after.body.settingsVersion).toBe(before.body.settingsVersion);
  });

  it('refuse a change made on a version that is no longer the newest', async () => {
    const { headers } = await request(origin.app).get('/api/admin/rooms/main').set(asOperator);
    const etag = String(headers['etag']);
    expect((await patch({ claim_seconds: 30 }, { 'if-match': etag })).status).toBe(200);
    const stale = await patch({ claim_seconds: 40 }, { 'if-match': etag });
    expect(stale).toMatchObject({ status: 409, body: { code: 'settings_conflict' } });
    expect((await patch({ claim_seconds: 40 }, { 'if-match': 'newest' })).status).toBe(400);
  });

  it('answers 404 for a room that does not exist', async () => {
    const reply = await request(origin.app).get('/api/admin/rooms/nowhere').set(asOperator);
    expect(reply.status).toBe(404);
  });
});
