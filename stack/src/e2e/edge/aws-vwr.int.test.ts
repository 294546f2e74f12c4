import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { problemBody } from '@frontrow/protocol';
import { decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { startEdgeUnderTest, type EdgeUnderTest } from './edge-under-test.ts';
import { refuse, type Answer } from './scripted-origin.ts';

let edge: EdgeUnderTest;
let first: string;
const privateJwk = {
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid: 'kept-from-the-old-stack',
};

beforeAll(async () => {
  edge = await startEdgeUnderTest({ bindings: { AWS_VWR_KEY: JSON.stringify(privateJwk) } });
  first = await edge.signPlace();
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.origin.calls.length = 0;
  edge.origin.script.answer = () => undefined;
});

const get = (call: string, query: Record<string, string> = {}) =>
  ask(edge.url, { path: `/aws-vwr/${call}?${new URLSearchParams(query).toString()}` });
const post = (call: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(edge.url, {
    path: `/aws-vwr/${call}`,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const mine = (requestId: string, eventId = 'main') => ({
  event_id: eventId,
  request_id: requestId,
});
/** What the origin was asked, but for the snapshot that each isolate renews by itself. */
const asked = () =>
  edge.origin.calls.map(({ target }) => target).filter((target) => target !== '/internal/rooms');
const answering =
  (ending: string, reply: ReturnType<Answer>): Answer =>
  ({ target }) =>
    target.endsWith(ending) ? reply : undefined;

describe('assign_queue_num', () => {
  it('takes a place in line and gives its token as the request id', async () => {
    const reply = await post('assign_queue_num', { event_id: 'main' });
    expect([reply.status, asked()]).toEqual([200, ['/internal/rooms/main/arrivals']]);
    const { api_request_id: requestId } = reply.json();
    const number = await get('queue_num', mine(String(requestId)));
    expect(number.json()).toMatchObject({ queue_number: edge.origin.room.issued });
    expect(reply.cookies).toEqual({});
  });

  it.each([[{}], [{ event_id: 'Sample' }], [{ event_id: 7 }], ['text']])(
    'answers 400 to %j',
    async (body) => {
      const reply = await post('assign_queue_num', body);
      expect([reply.status, asked()]).toEqual([400, []]);
      expect(reply.json()).toEqual({ error: 'Invalid event ID' });
    },
  );

  it('answers 400 where the room takes nobody, and 500 where it cannot be asked', async () => {
    const body = problemBody('room_rejecting');
    edge.origin.script.answer = answering('/arrivals', { status: 403, body });
    expect((await post('assign_queue_num', { event_id: 'main' })).status).toBe(400);
    edge.origin.script.answer = answering('/arrivals', { status: 503 });
    const away = await post('assign_queue_num', { event_id: 'main' });
    expect([away.status, away.headers['retry-after']]).toEqual([500, '5']);
  });
});

describe('polls', () => {
  it('tell number, entry, watermark and waiting, and cost the origin nothing', async () => {
    const number = await get('queue_num', mine(first));
    expect(number.status).toBe(200);
    expect(number.json()).toEqual({
      queue_number: 1,
      entry_time: decodeJwt(first).iat,
      event_id: 'main',
      status: 1,
    });
    expect((await get('serving_num', { event_id: 'main' })).json()).toEqual({
      serving_counter: edge.origin.room.calledUpTo,
    });
    expect((await get('waiting_num', { event_id: 'main' })).json()).toEqual({
      waiting_num: edge.origin.room.waiting + edge.origin.room.called,
    });
    expect(asked()).toEqual([]);
  });

  it.each(['serving_num', 'waiting_num', 'queue_num', 'queue_pos_expiry'])(
    '%s answers 400 without an event of ours',
    async (call) => {
      expect((await get(call)).status).toBe(400);
      expect((await get(call, mine(first, 'other'))).status).toBe(400);
    },
  );

  it('queue_num answers 202 while a ticket is not drawn, and 400 to what is no request id', async () => {
    const ticket = await edge.signPlace({ number: null, ticket: { draw: 1, index: 3 } });
    expect((await get('queue_num', mine(ticket))).status).toBe(202);
    const foreign = await edge.signPlace({ room: 'concert-9' });
    for (const id of ['', 'x', foreign, `${first}x`, '26a07142-098a-4bea-b67d-1fe5a098bf29']) {
      expect((await get('queue_num', mine(id))).status, id).toBe(400);
    }
  });
});

describe('queue_pos_expiry', () => {
  it('tells for how long a called place is kept, from the origin', async () => {
    const body = { state: 'called', secondsLeft: 42 };
    edge.origin.script.answer = answering('/claim', { status: 200, body });
    const reply = await get('queue_pos_expiry', mine(first));
    expect([reply.status, reply.json()]).toEqual([200, { expires_in: 42 }]);
    expect(edge.origin.calls.at(-1)?.context.place).toMatchObject({ number: 1 });
  });

  it('answers 202 to whom is not served, without asking', async () => {
    const waiting = await edge.signPlace({ number: 5000 });
    expect((await get('queue_pos_expiry', mine(waiting))).status).toBe(202);
    expect(asked()).toEqual([]);
  });

  it('answers 202 to whom can still be served again, 410 when it is over, 500 without an answer', async () => {
    const statuses = [];
    for (const reply of [
      { status: 200, body: { state: 'waiting', secondsLeft: null } },
      { status: 200, body: { state: 'gone', secondsLeft: null } },
      { status: 503 },
    ]) {
      edge.origin.script.answer = answering('/claim', reply);
      statuses.push((await get('queue_pos_expiry', mine(first))).status);
    }
    expect(statuses).toEqual([202, 410, 500]);
  });

  it('answers 404 to a forged request id, and 410 to one of yesterday', async () => {
    expect(
      (await get('queue_pos_expiry', mine(`${first.slice(0, -43)}${'A'.repeat(43)}`))).status,
    ).toBe(404);
    const old = await edge.signPlace({}, -60);
    expect((await get('queue_pos_expiry', mine(old))).status).toBe(410);
  });
});

describe('generate_token', () => {
  it('enters and gives three tokens that the public key verifies', async () => {
    const reply = await post('generate_token', mine(first));
    expect([reply.status, asked()]).toEqual([200, ['/internal/rooms/main/enter']]);
    const tokens = reply.json();
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: expect.closeTo(300, -1) });
    const jwk = (await get('public_key', { event_id: 'main' })).json();
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    for (const use of ['access', 'refresh', 'id']) {
      const { payload, protectedHeader } = await jwtVerify(String(tokens[`${use}_token`]), key);
      expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: privateJwk.kid });
      expect(payload).toEqual({
        aud: 'main',
        sub: first,
        queue_position: 1,
        token_use: use,
        iss: expect.stringMatching(/^http:\/\/[\w.]+:\d+\/aws-vwr$/),
        iat: expect.any(Number),
        nbf: payload.iat,
        exp: (payload.iat ?? 0) + 300,
      });
    }
  });

  it('gives the very same tokens again while the session ends at the same moment', async () => {
    const body = { state: 'active', expiresAt: new Date(Date.now() + 200_000).toISOString() };
    edge.origin.script.answer = answering('/enter', { status: 200, body });
    const [one, two] = [
      await post('generate_token', mine(first)),
      await post('generate_token', mine(first)),
    ];
    expect(two.json()['access_token']).toBe(one.json()['access_token']);
  });

  it('hands out what opens the shop: headers to apps, cookies to pages of this host alone', async () => {
    const app = await post('generate_token', mine(first), { 'sec-fetch-site': 'cross-site' });
    expect(app.headers['x-waiting-room-token']).toBe(first);
    expect(app.headers['x-waiting-room-session']).toMatch(/^ey/);
    expect(app.cookies).toEqual({});
    const page = await post('generate_token', mine(first), { 'sec-fetch-site': 'same-origin' });
    expect(Object.keys(page.cookies)).toEqual(['__Host-place', '__Host-session']);
  });

  it('answers 202 before its turn, and does not ask', async () => {
    const waiting = await edge.signPlace({ number: 5000 });
    expect((await post('generate_token', mine(waiting))).status).toBe(202);
    expect(asked()).toEqual([]);
  });

  it.each([
    ['waiting', 202],
    ['full', 202],
    ['ended', 410],
    ['unavailable', 500],
  ] as const)('gives no token when the origin says %s, but %i', async (reason, status) => {
    edge.origin.script.answer = answering('/enter', refuse(reason));
    const reply = await post('generate_token', mine(first));
    expect([reply.status, Object.keys(reply.json())]).toEqual([status, ['error']]);
    expect(reply.headers).not.toHaveProperty('x-waiting-room-session');
  });

  it('answers 400, 404 and 410 to what is no request id, a forged one and an old one', async () => {
    const forged = `${first.slice(0, -43)}${'A'.repeat(43)}`;
    const old = await edge.signPlace({}, -60);
    const statuses = [];
    for (const id of ['x', forged, old]) {
      statuses.push((await post('generate_token', mine(id))).status);
    }
    expect(statuses).toEqual([400, 404, 410]);
    expect((await post('generate_token', { event_id: 'main' })).status).toBe(400);
    expect((await post('generate_token', mine(first, 'other'))).status).toBe(400);
    expect(asked()).toEqual([]);
  });
});

describe('public_key', () => {
  it('gives the documented members and nothing private', async () => {
    const { kty, kid, n, e } = privateJwk;
    const reply = await get('public_key', { event_id: 'main' });
    expect([reply.status, reply.json()]).toEqual([200, { kty, alg: 'RS256', kid, n, e }]);
  });

  it('answers 404 without an event of ours', async () => {
    expect((await get('public_key')).status).toBe(404);
    expect((await get('public_key', { event_id: 'other' })).status).toBe(404);
  });
});

it('lets pages of any site call, which look at no cookie', async () => {
  const path = '/aws-vwr/generate_token';
  const preflight = await ask(edge.url, { path, method: 'OPTIONS' });
  expect(preflight.status).toBe(204);
  expect(preflight.headers['access-control-allow-origin']).toBe('*');
  expect(preflight.headers['access-control-allow-methods']).toBe('POST, OPTIONS');
  expect(preflight.headers).not.toHaveProperty('access-control-allow-credentials');
  const reply = await get('serving_num', { event_id: 'main' });
  expect(reply.headers['access-control-allow-origin']).toBe('*');
});

it('has no other call, and takes each by its own method alone', async () => {
  expect((await get('increment_serving_counter', { event_id: 'main' })).status).toBe(404);
  expect((await get('generate_token', mine(first))).status).toBe(405);
  expect((await post('serving_num', { event_id: 'main' })).status).toBe(405);
});

it('gives no tokens and lets nobody in without a key', async () => {
  const keyless = await startEdgeUnderTest();
  const body = JSON.stringify(mine(await keyless.signPlace()));
  const path = '/aws-vwr/generate_token';
  const reply = await ask(keyless.url, { path, method: 'POST', body });
  const key = await ask(keyless.url, { path: '/aws-vwr/public_key?event_id=main' });
  const entries = keyless.origin.calls.filter(({ target }) => target.endsWith('/enter'));
  await keyless.stop();
  expect([reply.status, key.status, entries]).toEqual([404, 404, []]);
});
