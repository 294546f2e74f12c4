import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, cookieHeader, type Asked } from './ask.ts';
import { startEdgeUnderTest, type EdgeUnderTest } from './edge-under-test.ts';
import { refuse } from './scripted-origin.ts';

let edge: EdgeUnderTest;
let inside: Record<string, string>;
let waiting: Record<string, string>;

beforeAll(async () => {
  edge = await startEdgeUnderTest();
  inside = cookieHeader({ '__Host-place': await edge.signPlace() });
  waiting = cookieHeader({ '__Host-place': await edge.signPlace({ number: 5000 }) });
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.origin.calls.length = 0;
  edge.origin.script.answer = () => undefined;
});

const BODY = 'seat=A-12&note=%22%3E%3Cscript%3E';
const send = (cookie: Record<string, string>, changes: Partial<Asked> = {}, site = 'same-origin') =>
  ask(edge.url, {
    path: '/api/orders?from=page',
    method: 'POST',
    body: BODY,
    ...changes,
    headers: {
      accept: 'text/html,*/*',
      'accept-language': 'en',
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-site': site,
      ...cookie,
      ...changes.headers,
    },
  });

describe('a form of an own page', () => {
  it('is forwarded as it is, once the visitor is inside', async () => {
    for (const path of ['/api/orders?from=page', '/wallet']) {
      edge.origin.calls.length = 0;
      const reply = await send(inside, { path });
      expect(reply.status).toBe(200);
      expect(edge.origin.forwarded()).toMatchObject([
        { method: 'POST', target: path, body: BODY, context: { place: { number: 1 } } },
      ]);
      expect(Object.keys(reply.cookies)).toContain('__Host-session');
    }
  });

  it.each(['/api/orders?from=page', '/wallet'])(
    'is kept on the waiting page while the visitor waits (%s)',
    async (path) => {
      const reply = await send(waiting, { path });
      expect(reply.status).toBe(202);
      expect(reply.headers['content-type']).toContain('text/html');
      expect(reply.text).toContain(`method="post" action="${path}"`);
      expect(reply.text).toContain('<input type="hidden" name="seat" value="A-12">');
      expect(reply.text).toContain('name="note" value="&quot;&gt;&lt;script&gt;"');
      expect(edge.origin.forwarded()).toEqual([]);
    },
  );

  it('stands on a page that does not renew itself, and can be sent without scripts', async () => {
    const reply = await send(waiting);
    expect(reply.text).not.toContain('http-equiv="refresh"');
    expect(reply.headers).not.toHaveProperty('refresh');
    expect(reply.text).toMatch(/<noscript>.*<button class="strong">Try again/s);
    expect(reply.headers['content-security-policy']).toContain("form-action 'self'");
    expect(reply.headers['cache-control']).toContain('no-store');
  });

  it('gives a place to who has none, and to whose place is over', async () => {
    edge.origin.room.calledUpTo = 0;
    const first = await send({});
    expect([first.status, Object.keys(first.cookies)]).toEqual([202, ['__Host-place']]);
    expect(first.text).toContain('id="kept-form"');
    edge.origin.room.calledUpTo = 100;
    edge.origin.script.answer = ({ target }) =>
      target.endsWith('/enter') ? refuse('ended') : undefined;
    const again = await send(inside);
    expect(again.text).toContain('id="kept-form"');
    expect(Object.keys(again.cookies)).toContain('__Host-place');
    expect(edge.origin.forwarded()).toEqual([]);
  });

  it('leads back to the page that it was on, if that is of this host', async () => {
    const from = async (referer: string) =>
      (await send(waiting, { headers: { referer } })).text.match(/"wanted":"(?<page>[^"]*)"/)
        ?.groups?.['page'];
    const { port } = new URL(edge.url);
    expect(await from(`http://127.0.0.1:${port}/concerts/7?a=1`)).toBe('/concerts/7?a=1');
    expect(await from('https://evil.test/x')).toBe('/');
  });

  it('is not offered again where nobody knows whether it arrived', async () => {
    edge.origin.script.answer = ({ target }) =>
      target.startsWith('/api/') ? new Promise(() => undefined) : undefined;
    const reply = await send(inside);
    expect([reply.status, reply.json()['code']]).toEqual([503, 'origin_unavailable']);
  });

  it('may have as many bytes as any other body', async () => {
    const body = `note=${'x'.repeat(16 * 1024)}`;
    expect((await send(waiting, { body })).status).toBe(413);
  });
});

describe('what is not a form of an own page', () => {
  it.each(['cross-site', 'same-site', 'none'])('is never kept (%s)', async (site) => {
    const reply = await send(waiting, {}, site);
    expect([reply.status, reply.json()['code']]).toEqual([403, 'place_waiting']);
    expect(reply.text).not.toContain('A-12');
  });

  it('is refused as a call is: a script is told, and never led elsewhere', async () => {
    const headers = { 'sec-fetch-mode': 'cors', accept: '*/*' };
    for (const path of ['/api/orders', '/wallet']) {
      const reply = await send(waiting, { path, headers });
      expect(reply.status).toBe(403);
      expect(reply.headers['content-type']).toBe('application/problem+json');
      expect(reply.headers).not.toHaveProperty('location');
      expect(reply.json()).toMatchObject({ room: 'main', statusUrl: '/rooms/main/status' });
    }
  });
});
