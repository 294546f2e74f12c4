import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, cookieHeader } from './ask.ts';
import { startEdgeUnderTest, type EdgeUnderTest } from './edge-under-test.ts';

let edge: EdgeUnderTest;
let place: string;
let session: string;

beforeAll(async () => {
  edge = await startEdgeUnderTest();
  place = await edge.signPlace();
  session = await edge.signSession({}, 100);
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.origin.calls.length = 0;
  edge.origin.script.answer = () => undefined;
});

const get = (call: string, cookies: Record<string, string>) =>
  ask(edge.url, { path: `/rooms/main/${call}`, headers: cookieHeader(cookies) });
const asked = () =>
  edge.origin.calls.map(({ target }) => target).filter((target) => target !== '/internal/rooms');
const claiming = (claim: unknown, status = 200) => {
  edge.origin.script.answer = ({ target }) =>
    target.endsWith('/claim') ? { status, body: claim } : undefined;
};
const inside = () => ({ '__Host-place': place, '__Host-session': session });

describe('GET /rooms/:room/session', () => {
  it('says how long the stay lasts by the origin, and asks nothing that would prolong it', async () => {
    claiming({ state: 'active', secondsLeft: 250 });
    const reply = await get('session', inside());
    const { state, sessionExpiresAt, serverTime, sessionRenews } = reply.json();
    expect([reply.status, state, sessionRenews]).toEqual([200, 'active', true]);
    const left = Date.parse(String(sessionExpiresAt)) - Date.parse(String(serverTime));
    expect(left / 1000).toBeCloseTo(250, -1);
    expect(asked()).toEqual(['/internal/rooms/main/claim']);
    expect(reply.cookies).toEqual({});
  });

  it('is a refusal once the place is gone', async () => {
    claiming({ state: 'gone', secondsLeft: null });
    const reply = await get('session', { '__Host-place': place });
    expect([reply.status, reply.json()['code']]).toEqual([403, 'place_ended']);
  });

  it('answers who waits from the edge alone', async () => {
    const waiting = await edge.signPlace({ number: 5000 });
    const reply = await get('session', { '__Host-place': waiting });
    expect([reply.status, reply.json()['state'], asked()]).toEqual([202, 'waiting', []]);
    expect((await get('session', {})).status).toBe(403);
    expect(asked()).toEqual([]);
  });

  it('goes by the session that the browser holds while the origin is away', async () => {
    claiming({}, 503);
    expect((await get('session', inside())).json()).toMatchObject({ state: 'active' });
    expect((await get('session', { '__Host-place': place })).status).toBe(503);
  });

  it('says of fixed sessions that they do not renew', async () => {
    edge.origin.room.settings.disable_session_renewal = true;
    claiming({ state: 'active', secondsLeft: 250 });
    await expect
      .poll(async () => (await get('session', inside())).json()['sessionRenews'])
      .toBe(false);
    edge.origin.room.settings.disable_session_renewal = false;
  });
});

it("a status says the same from the browser's session, and asks nobody", async () => {
  const reply = await get('status', inside());
  expect(reply.json()).toMatchObject({ state: 'active', sessionRenews: expect.any(Boolean) });
  expect(asked()).toEqual([]);
});

it("the shop's replies name the room, refusals too", async () => {
  const headers = cookieHeader(inside());
  const reply = await ask(edge.url, { path: '/api/concerts', headers });
  expect([reply.status, reply.headers['x-waiting-room']]).toEqual([200, 'main']);
  const refused = await ask(edge.url, { path: '/api/concerts' });
  expect([refused.status, refused.headers['x-waiting-room']]).toEqual([403, 'main']);
  const open = await ask(edge.url, { path: '/api/me', headers });
  expect(open.headers).not.toHaveProperty('x-waiting-room');
});
