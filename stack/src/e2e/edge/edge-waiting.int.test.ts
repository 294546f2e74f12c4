import { problemBody, roomStatus } from '@frontrow/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, cookieHeader, navigate } from './ask.ts';
import { SHOP_PAGE, startEdgeUnderTest, type EdgeUnderTest } from './edge-under-test.ts';
import { refuse } from './scripted-origin.ts';

const rejecting = problemBody('room_rejecting');
let edge: EdgeUnderTest;

beforeAll(async () => {
  edge = await startEdgeUnderTest();
});
afterAll(() => edge.stop());
beforeEach(async () => {
  edge.origin.script.answer = () => undefined;
  edge.origin.room.calledUpTo = 100;
  edge.origin.calls.length = 0;
});

const status = (headers: Record<string, string>) =>
  ask(edge.url, { path: '/rooms/main/status', headers });
const post = (call: string, headers: Record<string, string> = {}) =>
  ask(edge.url, { path: `/rooms/main/${call}`, method: 'POST', headers });
const targets = () => edge.origin.calls.map(({ method, target }) => `${method} ${target}`);
const asCookie = async (place: Parameters<EdgeUnderTest['signPlace']>[0]) => ({
  '__Host-place': await edge.signPlace(place),
});

describe('a waiting visitor', () => {
  it('joins by navigating, is shown the waiting page, and keeps its place on reload', async () => {
    const first = await navigate(edge.url, '/concerts/42?from=mail');
    expect(first.status).toBe(202);
    expect(Number(first.headers['retry-after'])).toBeGreaterThan(0);
    expect(first.headers['cache-control']).toBe('private, no-store');
    expect(first.text).toContain('/concerts/42?from=mail');
    const nonce = /'nonce-(?<nonce>[\w-]{22})'/.exec(
      String(first.headers['content-security-policy']),
    );
    expect(first.text).toContain(`<script nonce="${nonce?.groups?.['nonce']}">`);
    const again = await navigate(edge.url, '/concerts/42', first.cookies);
    expect(again.status).toBe(202);
    expect(targets().filter((target) => target.endsWith('/arrivals'))).toHaveLength(1);
  });

  it('polls a thousand times and the origin hears of none of it', async () => {
    const headers = cookieHeader(await asCookie({ number: 5000 }));
    await status(headers);
    edge.origin.calls.length = 0;
    const startedAt = Date.now();
    for (let i = 0; i < 100; i += 1) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => status(headers)));
      expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(202));
    }
    const seconds = (Date.now() - startedAt) / 1000;
    expect(new Set(targets()).size).toBeLessThanOrEqual(1);
    expect(edge.origin.forwarded()).toEqual([]);
    expect(targets().length).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  });

  it('is told where it stands, in the shape that the contract says', async () => {
    const answer = await status(cookieHeader(await asCookie({ number: 151, aheadAtJoin: 100 })));
    expect(roomStatus.parse(answer.json())).toMatchObject({
      state: 'waiting',
      position: 51,
      ahead: 50,
      etaSeconds: 51,
      progress: 0.5,
    });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(
      Number(answer.json()['nextPollSeconds']),
    );
  });

  it("reads the operator's message in its language, as text", async () => {
    const { room } = edge.origin;
    const before = room.settings;
    room.settings = { ...before, message: { text: 'Back at "8" & later', ko: '8시에 다시' } };
    const cookies = await asCookie({ number: 5000 });
    const said = async (language: string) =>
      (await status({ ...cookieHeader(cookies), 'accept-language': language })).json()['message'];
    await expect.poll(() => said('ko-KR,en;q=0.5'), { timeout: 3000 }).toBe('8시에 다시');
    expect(await said('en')).toBe('Back at "8" & later');
    const page = (await navigate(edge.url, '/', cookies)).text;
    expect(page).toContain('role="status">Back at &quot;8&quot; &amp; later</p>');
    room.settings = before;
  });

  it('gets no place in a room that has just begun to reject', async () => {
    edge.origin.script.answer = ({ target }) =>
      target.endsWith('/arrivals') ? { status: 403, body: rejecting } : undefined;
    const page = await navigate(edge.url, '/');
    expect([page.status, page.cookies]).toEqual([403, {}]);
    expect(page.text).toContain('"state":"rejecting"');
  });

  it('gets no answer from the shop, and its call costs the origin nothing', async () => {
    const headers = cookieHeader(await asCookie({ number: 5000 }));
    await status(headers);
    edge.origin.calls.length = 0;
    const answer = await ask(edge.url, { path: '/api/concerts', headers });
    expect(answer.status).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'place_waiting', reason: null });
    expect(answer.headers['retry-after']).toBeDefined();
    expect(edge.origin.forwarded()).toEqual([]);
  });
});

describe('tokens', () => {
  it('are refused and forgotten when they do not verify', async () => {
    const answer = await status({ cookie: '__Host-place=forged' });
    expect([answer.status, answer.json()['code']]).toEqual([401, 'place_invalid']);
    expect(answer.cookies).toEqual({ '__Host-place': '', '__Host-session': '' });
  });

  it('must be there for a status', async () => {
    expect((await status({})).json()).toMatchObject({ code: 'place_required', status: 403 });
  });

  it('go to an app in headers', async () => {
    const joined = await post('join', { accept: 'application/json' });
    const token = String(joined.headers['x-waiting-room-token']);
    expect((await status({ 'x-waiting-room-token': token })).json()).toMatchObject({
      state: 'waiting',
      number: edge.origin.room.issued,
    });
    edge.origin.room.calledUpTo = edge.origin.room.issued;
    await expect
      .poll(async () => (await post('enter', { 'x-waiting-room-token': token })).json())
      .toMatchObject({ state: 'active' });
    const entered = await post('enter', { 'x-waiting-room-token': token });
    const session = String(entered.headers['x-waiting-room-session']);
    expect(entered.cookies).toEqual({});
    const inside = { 'x-waiting-room-token': token, 'x-waiting-room-session': session };
    expect((await status(inside)).json()).toMatchObject({ state: 'active' });
    expect((await ask(edge.url, { path: '/api/concerts', headers: inside })).status).toBe(200);
  });

  it('give one visitor one place, however often it joins', async () => {
    const first = await post('join');
    const second = await post('join', cookieHeader(first.cookies));
    expect(second.json()['number']).toBe(first.json()['number']);
  });

  it('are not taken away by another site', async () => {
    const headers = { ...cookieHeader(await asCookie({})), 'sec-fetch-site': 'cross-site' };
    expect((await post('leave', headers)).json()).toMatchObject({ code: 'cross_site' });
    expect(targets()).not.toContain('POST /internal/rooms/main/leave');
  });
});

describe('a called visitor', () => {
  it('goes straight in when the room has space, with no waiting page', async () => {
    edge.origin.script.answer = ({ target, body }) => {
      const id = target.endsWith('/arrivals') ? JSON.parse(body).arrivals[0].id : undefined;
      const places = [{ id, number: 9000, ticket: null, called: true }];
      return id === undefined ? undefined : { status: 200, body: { epoch: 1, places } };
    };
    const page = await navigate(edge.url, '/');
    expect([page.status, page.text]).toEqual([200, SHOP_PAGE]);
    expect(Object.keys(page.cookies)).toEqual(['__Host-place', '__Host-session']);
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'self';/,
    );
  });

  it('sees the waiting page while the door is full, and keeps its turn', async () => {
    edge.origin.script.answer = ({ target }) =>
      target.endsWith('/enter') ? refuse('full') : undefined;
    const page = await navigate(edge.url, '/', await asCookie({ number: 50 }));
    expect([page.status, page.cookies]).toEqual([202, {}]);
    expect(page.text).toContain('"reason":"full"');
  });

  it('gets a new place when the old one has ended, once', async () => {
    edge.origin.script.answer = ({ target, context }) =>
      target.endsWith('/enter') && context.place?.number === 50 ? refuse('ended') : undefined;
    const page = await navigate(edge.url, '/', await asCookie({ number: 50 }));
    expect(page.status).toBe(202);
    expect(page.cookies['__Host-place']).toBeTruthy();
    expect(targets().filter((target) => target.endsWith('/arrivals'))).toHaveLength(1);
  });

  it.each([
    ['waiting', 403, 'place_waiting'],
    ['full', 403, 'place_waiting'],
    ['ended', 403, 'place_ended'],
    ['rejecting', 403, 'room_rejecting'],
    ['required', 403, 'place_required'],
    ['unavailable', 503, 'room_unavailable'],
  ] as const)('whose call is refused as "%s" gets %d %s', async (reason, expected, code) => {
    edge.origin.script.answer = ({ target }) =>
      target.startsWith('/api/') ? refuse(reason) : undefined;
    const headers = cookieHeader(await asCookie({ number: 50 }));
    const answer = await ask(edge.url, { path: '/api/concerts', headers });
    expect([answer.status, answer.json()['code']]).toEqual([expected, code]);
    expect(answer.headers['x-room-refused']).toBeUndefined();
  });

  it('loses its cookies when its place is completed', async () => {
    edge.origin.script.answer = ({ target }) =>
      target.endsWith('/payment')
        ? { status: 201, headers: { 'x-room-completed': '1', 'x-room-session': 'x' }, body: {} }
        : undefined;
    const headers = cookieHeader(await asCookie({ number: 50 }));
    const path = '/api/reservations/1/payment';
    const paid = await ask(edge.url, { path, method: 'POST', headers });
    expect([paid.status, paid.cookies]).toEqual([
      201,
      { '__Host-place': '', '__Host-session': '' },
    ]);
  });

  it('leaves, and is forgotten', async () => {
    const left = await post('leave', cookieHeader(await asCookie({ number: 50 })));
    expect([left.status, left.cookies]).toEqual([
      204,
      { '__Host-place': '', '__Host-session': '' },
    ]);
    expect(edge.origin.calls.at(-1)).toMatchObject({ context: { place: { number: 50 } } });
  });
});

describe('after the room lost its memory', () => {
  it('a place is restored under its number, and the call that found out is made again', async () => {
    let isLost = true;
    edge.origin.script.answer = ({ target }) => {
      const refusal = target.startsWith('/api/') && isLost ? refuse('lost') : undefined;
      isLost &&= refusal === undefined;
      return refusal;
    };
    const headers = cookieHeader(await asCookie({ number: 50 }));
    const answer = await ask(edge.url, { path: '/api/concerts', headers });
    expect(answer.status).toBe(200);
    expect(answer.cookies['__Host-place']).toBeTruthy();
    const arrival = edge.origin.calls.find(({ target }) => target.endsWith('/arrivals'));
    expect(JSON.parse(arrival?.body ?? '')).toEqual({
      arrivals: [{ id: 'AAAAAAAAAAAAAAAAAAAAAA', number: 50 }],
      // How far the line had come when the edge last heard of the epoch that was lost.
      calledUpTo: expect.any(Number),
    });
  });
});
