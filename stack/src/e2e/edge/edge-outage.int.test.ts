import { afterEach, describe, expect, it } from 'vitest';
import { ask, cookieHeader, navigate } from './ask.ts';
import { startEdgeUnderTest, type EdgeUnderTest } from './edge-under-test.ts';

let edge: EdgeUnderTest | undefined;

afterEach(async () => {
  await edge?.stop();
  edge = undefined;
});

async function start(...options: Parameters<typeof startEdgeUnderTest>) {
  edge = await startEdgeUnderTest(...options);
  return edge;
}

describe('while the origin is away', () => {
  it('a waiting visitor still gets its position, from the last snapshot', async () => {
    const { url, origin, signPlace } = await start();
    const cookies = { '__Host-place': await signPlace({ number: 151 }) };
    expect((await navigate(url, '/', cookies)).status).toBe(202);
    await origin.stop();
    const status = await ask(url, { path: '/rooms/main/status', headers: cookieHeader(cookies) });
    expect(status.json()).toMatchObject({ state: 'waiting', position: 51 });
  });

  it('a place is kept on the page, a newcomer gets none, and nobody comes in', async () => {
    const { url, origin, signPlace, signSession } = await start();
    await origin.stop();
    const place = { '__Host-place': await signPlace({ number: 1, called: true }) };
    const kept = await navigate(url, '/', place);
    expect([kept.status, kept.cookies]).toEqual([503, {}]);
    expect(kept.text).toContain('"reason":"holding_place"');
    expect(kept.headers['retry-after']).toBeDefined();
    const newcomer = await navigate(url, '/');
    expect([newcomer.status, newcomer.cookies]).toEqual([503, {}]);
    expect(newcomer.text).toContain('"reason":"unavailable"');
    const inside = cookieHeader({ ...place, '__Host-session': await signSession() });
    const call = await ask(url, { path: '/api/concerts', headers: inside });
    expect([call.status, call.json()['code']]).toEqual([503, 'origin_unavailable']);
    expect(call.headers['retry-after']).toBeDefined();
  });

  it('an origin that never answers holds nobody up for long', async () => {
    const { url, origin, signPlace } = await start();
    const cookies = { '__Host-place': await signPlace({ number: 50 }) };
    await navigate(url, '/', cookies);
    origin.script.answer = () => new Promise(() => {});
    const startedAt = Date.now();
    const page = await navigate(url, '/', cookies);
    expect(page.status).toBe(503);
    expect(Date.now() - startedAt).toBeLessThan(6000);
  });

  it('a lost answer to an arrival is asked for again under the same id', async () => {
    const { url, origin } = await start();
    let isFirst = true;
    origin.script.answer = ({ target }) => {
      const isLost = target.endsWith('/arrivals') && isFirst;
      isFirst &&= !isLost;
      return isLost ? new Promise(() => {}) : undefined;
    };
    expect((await navigate(url, '/')).status).toBe(202);
    const bodies = origin.calls.filter(({ target }) => target.endsWith('/arrivals'));
    expect(bodies).toHaveLength(2);
    expect(bodies[0]?.body).toBe(bodies[1]?.body);
  });
});

describe('when something is wrong with the answers', () => {
  it('a snapshot that is not one opens nothing', async () => {
    const { url, origin } = await start();
    origin.script.answer = ({ target }) =>
      target === '/internal/rooms' ? { status: 200, body: { rooms: 'none' } } : undefined;
    expect((await navigate(url, '/')).status).toBe(503);
    expect((await ask(url, { path: '/api/concerts' })).status).toBe(503);
    expect(origin.forwarded()).toEqual([]);
  });

  it('a suspended room lets everybody through without a place', async () => {
    const { url, origin } = await start();
    origin.room.settings = { ...origin.room.settings, suspended: true };
    expect((await navigate(url, '/')).status).toBe(200);
    expect((await ask(url, { path: '/api/concerts' })).status).toBe(200);
    expect(origin.forwarded()).toMatchObject([{ context: { place: null } }]);
  });

  it('a room that rejects says so to pages, calls and polls', async () => {
    const { url, origin } = await start();
    origin.room.settings = { ...origin.room.settings, queueing_method: 'reject' };
    expect((await navigate(url, '/')).status).toBe(403);
    const call = await ask(url, { path: '/api/concerts' });
    expect(call.json()).toMatchObject({ code: 'room_rejecting' });
    const status = await ask(url, { path: '/rooms/main/status' });
    expect([status.status, status.json()['state']]).toEqual([200, 'rejecting']);
  });
});

describe('a Worker that is set up wrongly', () => {
  it('names the binding, not its value, and opens nothing', async () => {
    const { url, origin } = await start({ keys: { edge: 'edge-1:secret-but-short' } });
    for (const path of ['/', '/api/concerts', '/api/me', '/assets/shop-B9_x.js', '/healthz']) {
      const answer = await ask(url, { path });
      expect(answer.status).toBe(500);
      expect(answer.json()).toMatchObject({ code: 'internal' });
      expect(answer.text).toContain('EDGE_KEYS');
      expect(answer.text).not.toContain('secret-but-short');
    }
    expect((await navigate(url, '/')).status).toBe(500);
    expect(origin.calls).toEqual([]);
  });
});
