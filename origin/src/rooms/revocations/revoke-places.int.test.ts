import { RoomRevocation, User } from '@frontrow/db';
import { MAX_PLACE_NUMBER, revocationView, roomSnapshots } from '@frontrow/protocol';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPasswords } from '../../accounts/passwords.ts';
import { placeOf, randomPlaceId } from '../../testing/room.ts';
import { NO_PACE, startWholeOrigin, type WholeOrigin } from '../../testing/whole-origin.ts';

const PASSWORD = 'a long enough password';

let origin: WholeOrigin;
let asOperator: Record<string, string>;

beforeAll(async () => {
  origin = await startWholeOrigin(NO_PACE);
  const passwordHash = await createPasswords().hash(PASSWORD);
  const operator = { email: 'operator@example.com', name: 'Operator', role: 'operator' as const };
  await User.query(origin.knex).insert({ ...operator, passwordHash });
  const { body } = await request(origin.app)
    .post('/api/admin/logins')
    .send({ email: operator.email, password: PASSWORD, transport: 'token' });
  asOperator = { authorization: `Bearer ${String(body.token)}` };
});
beforeEach(() => RoomRevocation.query(origin.knex).delete());
afterAll(() => origin.stop());

const revoke = (body: object, room = 'main') =>
  request(origin.app).post(`/api/admin/rooms/${room}/revocations`).set(asOperator).send(body);

/** A visitor inside, with the session that `enter` gave. */
async function comeIn() {
  const id = randomPlaceId();
  const arrival = await origin.throughEdge('/internal/rooms/main/arrivals', {
    method: 'post',
    body: { arrivals: [{ id }] },
  });
  const { number, called } = arrival.body.places[0] as { number: number; called: boolean };
  const place = placeOf({ id, number, ticket: null, called, epoch: arrival.body.epoch });
  const call = (verb: string, headers = {}) =>
    origin.throughEdge(`/internal/rooms/main/${verb}`, { method: 'post', place, headers });
  const { status, headers } = await call('enter');
  expect(status).toBe(200);
  const session = { 'x-room-session': String(headers['x-room-session']) };
  return { place: { ...place, number }, call: (verb: string) => call(verb, session) };
}

describe('the shop, by the word of the edge,', () => {
  it.each(['revoke', 'complete'])('can %s a place', async (verb) => {
    const { call } = await comeIn();
    expect((await call(verb)).status).toBe(204);
    expect((await call('enter')).body).toMatchObject({ code: 'place_ended' });
  });

  it('extends a place that is inside, and no other', async () => {
    const { call } = await comeIn();
    expect(await call('extend')).toMatchObject({ status: 200, body: { state: 'active' } });
    await call('leave');
    expect(await call('extend')).toMatchObject({ status: 403, body: { code: 'place_ended' } });
  });
});

describe('the operator revokes', () => {
  it('a place: out with its next request, and written down', async () => {
    const { place, call } = await comeIn();
    const other = await comeIn();
    const reply = await revoke({ placeId: place.id });
    expect([reply.status, revocationView.parse(reply.body)]).toMatchObject([
      201,
      { room: 'main', placeId: place.id, numbers: null, endedNow: 1 },
    ]);
    expect(await call('enter')).toMatchObject({ status: 403, body: { code: 'place_ended' } });
    expect((await other.call('enter')).status).toBe(200);
    const [entry] = await origin.knex('audit_log').orderBy('id', 'desc').limit(1);
    expect(entry).toMatchObject({ action: 'room.revoke', target: 'main' });
  });

  it('a wave by its numbers', async () => {
    const [first, second, third] = [await comeIn(), await comeIn(), await comeIn()];
    const numbers = { from: first.place.number, to: second.place.number };
    expect((await revoke({ numbers })).body).toMatchObject({ numbers });
    expect((await first.call('enter')).status).toBe(403);
    expect((await second.call('enter')).status).toBe(403);
    expect((await third.call('enter')).status).toBe(200);
  });

  it('no number that is still to be given: newcomers come in', async () => {
    const { place, call } = await comeIn();
    const numbers = { from: place.number, to: MAX_PLACE_NUMBER };
    expect((await revoke({ numbers })).body).toMatchObject({
      numbers: { from: place.number, to: place.number },
    });
    expect((await call('enter')).status).toBe(403);
    const newcomer = await comeIn();
    expect((await newcomer.call('enter')).status).toBe(200);
  });

  it('no wave of numbers that nobody has, or that the room could not be read with', async () => {
    const { place } = await comeIn();
    for (const to of [MAX_PLACE_NUMBER, Number.MAX_SAFE_INTEGER]) {
      const reply = await revoke({ numbers: { from: place.number + 1, to } });
      expect(reply).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
    }
    const { body } = await origin.throughEdge('/internal/rooms');
    expect(roomSnapshots.parse(body).rooms).toHaveLength(1);
  });

  it('everybody, also after Redis has lost its memory, and newcomers come in', async () => {
    const { call, place } = await comeIn();
    const { body } = await revoke({ epoch: true });
    expect(body).toMatchObject({ numbers: { from: 1 }, endedNow: expect.any(Number) });
    expect((await call('enter')).status).toBe(403);
    const newcomer = await comeIn();
    await forgetRooms();
    expect(await call('enter')).toMatchObject({ status: 403, body: { code: 'place_ended' } });
    expect((await newcomer.call('enter')).status).toBe(200);
    expect(place.number).toBeLessThan(newcomer.place.number);
    // The control: without what MySQL remembers, its session lets it in again.
    await RoomRevocation.query(origin.knex).delete();
    await forgetRooms();
    expect((await call('enter')).status).toBe(200);
  });

  it('nothing that is not a revocation, in no unknown room, and only operators do', async () => {
    const wrong = [{}, { placeId: 'x' }, { numbers: { from: 2, to: 1 } }, { epoch: false }];
    for (const body of wrong) {
      expect((await revoke(body)).status, JSON.stringify(body)).toBe(400);
    }
    expect((await revoke({ numbers: { from: 1, to: 2 } }, 'nowhere')).status).toBe(404);
    const path = '/api/admin/rooms/main/revocations';
    expect((await request(origin.app).post(path).send({ epoch: true })).status).toBe(401);
    expect(await RoomRevocation.query(origin.knex).resultSize()).toBe(0);
  });
});

async function forgetRooms(): Promise<void> {
  const keys = await origin.redis.keys('*{room:main}*');
  const own = keys.filter((key) => key.startsWith(origin.redisKeyPrefix));
  await origin.redis.del(...own);
}
