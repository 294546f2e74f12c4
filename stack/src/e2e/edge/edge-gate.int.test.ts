import { INTERNAL_HEADERS } from '@frontrow/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, navigate } from './ask.ts';
import { SHOP_PAGE, startEdgeUnderTest, type EdgeUnderTest } from './edge-under-test.ts';

let edge: EdgeUnderTest;
let inside: Record<string, string>;

beforeAll(async () => {
  edge = await startEdgeUnderTest();
  inside = {
    'x-waiting-room-token': await edge.signPlace(),
    'x-waiting-room-session': await edge.signSession(),
  };
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.origin.calls.length = 0;
  edge.origin.script.answer = () => undefined;
});

/** Every way to spell one guarded call. */
const SPELLINGS = [
  '/api/concerts',
  '/api/concerts/',
  '/API/concerts',
  '/Api/Concerts/',
  '/%61pi/concerts',
  '/api/%63oncerts',
  '/api//concerts',
  '//api/concerts',
  '/api/concerts//',
  '/api%2fconcerts',
  '/api%5cconcerts',
  '/api\\concerts',
  '/api/./concerts',
  '/assets/../api/concerts',
  '/assets/%2e%2e/api/concerts',
  '/tickets/..%2fapi/concerts',
  '/api/tickets/../concerts',
  '/api/admin/%2e%2e/concerts',
  '/api/concerts%00',
  '/api/concerts%0a',
  '/%2561pi/concerts',
  '/api/concerts%3fx=1',
  '/api/concerts;x=1',
  '/api/concerts%23/api/me',
  '/rooms/main/status/../../../api/concerts',
  '/favicon.svg/../api/concerts',
  '/internal/rooms',
  '/INTERNAL/rooms',
  '/%69nternal/rooms/main/enter',
];

describe('without a place', () => {
  it.each(SPELLINGS)('no spelling reaches the shop: %s', async (path) => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const { status } = await ask(edge.url, { path, method });
      expect([400, 403, 404]).toContain(status);
    }
    expect(edge.origin.forwarded()).toEqual([]);
    expect(edge.origin.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('says which place is missing and where to get it', async () => {
    const answer = await ask(edge.url, { path: '/api/concerts' });
    expect(answer.status).toBe(403);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json()).toMatchObject({
      code: 'place_required',
      room: 'main',
      statusUrl: '/rooms/main/status',
      joinUrl: '/rooms/main/join',
      requestId: answer.headers['x-request-id'],
    });
  });

  it.each(['/api/me', '/api/tickets', '/api/admin/rooms'])('%s is open', async (path) => {
    expect((await ask(edge.url, { path })).status).toBe(200);
    expect(edge.origin.forwarded()).toMatchObject([{ target: path, context: { place: null } }]);
  });

  it('serves files, tickets and its own health', async () => {
    const file = await ask(edge.url, { path: '/assets/shop-B9_x.js' });
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(file.headers['content-type']).toContain('text/javascript');
    expect((await navigate(edge.url, '/tickets/AbC-9')).text).toBe(SHOP_PAGE);
    expect((await ask(edge.url, { path: '/healthz' })).json()).toEqual({ status: 'ok' });
    expect((await ask(edge.url, { path: '/assets/none.js' })).status).toBe(404);
    expect((await navigate(edge.url, '/shop.html')).status).toBe(404);
    expect(edge.origin.calls).toEqual([]);
  });

  it.each(['evil.example', 'a"><script>', '[', 'a b'])(
    'serves pages whatever the host: %s',
    async (host) => {
      const headers = { host, accept: 'text/html' };
      const answer = await ask(edge.url, { path: '/tickets', headers });
      expect([answer.status, answer.text]).toEqual([200, SHOP_PAGE]);
      // Behind the room it is as on any host that no room has for itself.
      const guarded = await ask(edge.url, { path: '/api/concerts', headers: { host } });
      expect([guarded.status, guarded.json()['code']]).toEqual([403, 'place_required']);
    },
  );
});

describe('with a place inside', () => {
  it.each(SPELLINGS)('what is forwarded is what was judged: %s', async (path) => {
    const { status } = await ask(edge.url, { path, headers: inside });
    const targets = edge.origin.forwarded().map(({ target }) => target);
    const harmless = ['/api/concerts', '/api/concerts;x=1'];
    expect(status === 200 ? harmless : []).toEqual(expect.arrayContaining(targets));
    expect(targets).toHaveLength(status === 200 ? 1 : 0);
    expect(edge.origin.forged.count).toBe(0);
  });

  it('forwards the query, the body, the place, the session and the login, and nothing forged', async () => {
    const forged = Object.fromEntries(INTERNAL_HEADERS.map((name) => [name, 'forged']));
    const answer = await ask(edge.url, {
      path: '/api/schedules/7/reservations?a=%20b',
      method: 'POST',
      headers: {
        ...forged,
        ...inside,
        cookie: '__Host-login=me; theme=dark',
        'content-type': 'application/json',
        'idempotency-key': 'abcdefgh',
        'sec-fetch-site': 'same-origin',
        origin: 'https://shop.test',
        'x-forwarded-for': '6.6.6.6',
      },
      body: '{"seatNos":[1]}',
    });
    expect(answer.status).toBe(200);
    const [call] = edge.origin.forwarded();
    expect(call).toMatchObject({
      method: 'POST',
      target: '/api/schedules/7/reservations?a=%20b',
      body: '{"seatNos":[1]}',
      context: { place: { number: 1 }, requestId: answer.headers['x-request-id'] },
      headers: {
        cookie: '__Host-login=me',
        'idempotency-key': 'abcdefgh',
        'sec-fetch-site': 'same-origin',
        origin: 'https://shop.test',
        'x-room-session': inside['x-waiting-room-session'],
      },
    });
    expect(JSON.stringify(call?.headers)).not.toMatch(/forged|6\.6\.6\.6|theme/);
  });

  it("hides the origin's internal headers and passes its cookies and redirects", async () => {
    edge.origin.script.answer = ({ target }) =>
      target === '/api/logins'
        ? {
            status: 303,
            headers: {
              location: '/wallet',
              'set-cookie': ['__Host-login=a', 'b=c'],
              'x-room-session': 'renewed.e30.x',
            },
          }
        : undefined;
    const answer = await ask(edge.url, { path: '/api/logins', method: 'POST', headers: inside });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/wallet');
    expect(answer.cookies).toEqual({ '__Host-login': 'a', b: 'c' });
    expect(answer.headers['x-waiting-room-session']).toBe('renewed.e30.x');
    expect(answer.headers['x-room-session']).toBeUndefined();
    expect(answer.headers['cache-control']).toBe('private, no-store');
  });

  it('takes 16 kB and no more', async () => {
    const send = (bytes: number) =>
      ask(edge.url, {
        path: '/api/x',
        method: 'POST',
        headers: { ...inside, 'transfer-encoding': 'chunked' },
        body: 'x'.repeat(bytes),
      });
    expect((await send(16 * 1024)).status).toBe(200);
    const refused = await send(16 * 1024 + 1);
    expect(refused.status).toBe(413);
    expect(refused.json()).toMatchObject({ code: 'body_too_large' });
    expect(edge.origin.forwarded()).toHaveLength(1);
  });

  it('takes more from operators, who create halls in bulk', async () => {
    const send = (bytes: number) =>
      ask(edge.url, { path: '/api/admin/venues', method: 'POST', body: 'x'.repeat(bytes) });
    expect((await send(256 * 1024)).status).toBe(200);
    expect((await send(256 * 1024 + 1)).status).toBe(413);
  });
});

it('answers HEAD without a body and names the methods it takes', async () => {
  const head = await ask(edge.url, { path: '/api/concerts', method: 'HEAD' });
  expect([head.status, head.text]).toEqual([403, '']);
  const put = await ask(edge.url, { path: '/wallet', method: 'PUT' });
  expect([put.status, put.headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  const options = await ask(edge.url, { path: '/api/concerts', method: 'OPTIONS' });
  expect(options.status).toBe(405);
});

it('shows people a page and programs a problem when there is nothing', async () => {
  expect((await navigate(edge.url, '/nowhere')).headers['content-type']).toContain('text/html');
  const problem = await ask(edge.url, { path: '/nowhere' });
  expect(problem.json()).toMatchObject({ code: 'not_found', status: 404 });
});
