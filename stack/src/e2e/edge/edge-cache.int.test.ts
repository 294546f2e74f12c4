import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, cookieHeader } from './ask.ts';
import { startEdgeUnderTest, type EdgeUnderTest } from './edge-under-test.ts';

let edge: EdgeUnderTest;
let young: Record<string, string>;
let ageing: Record<string, string>;

beforeAll(async () => {
  edge = await startEdgeUnderTest();
  const place = await edge.signPlace();
  young = cookieHeader({ '__Host-place': place, '__Host-session': await edge.signSession() });
  ageing = cookieHeader({ '__Host-place': place });
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.origin.calls.length = 0;
});

function answerWith(headers: Record<string, string>): void {
  edge.origin.script.answer = ({ target, headers: asked }) => {
    if (!target.startsWith('/api/')) {
      return undefined;
    }
    const isHeld = headers['etag'] !== undefined && asked['if-none-match'] === headers['etag'];
    return isHeld ? { status: 304, headers } : { status: 200, headers, body: { target } };
  };
}

const get = (path: string, headers: Record<string, string>) => ask(edge.url, { path, headers });
const forwarded = () => edge.origin.forwarded().length;

describe('public catalog replies', () => {
  it('are kept at the edge for visitors inside, one a query', async () => {
    answerWith({ 'cache-control': 'public, max-age=60', etag: '"a"' });
    await get('/api/concerts?q=a', young);
    const kept = await get('/api/concerts?q=a', young);
    expect(kept.json()).toEqual({ target: '/api/concerts?q=a' });
    expect(kept.headers.age).toBe('0');
    expect(forwarded()).toBe(1);
    await get('/api/concerts?q=b', young);
    expect(forwarded()).toBe(2);
  });

  it('carry no trace of the visitor who fetched them', async () => {
    answerWith({ 'cache-control': 'public, max-age=60', 'x-room-session': 'of.e30.x' });
    const first = await get('/api/layouts/1', young);
    const kept = await get('/api/layouts/1', young);
    expect(forwarded()).toBe(1);
    expect(first.cookies['__Host-session']).toBe('of.e30.x');
    expect(first.headers['cache-control']).toBe('private, no-store');
    expect(kept.cookies).toEqual({});
    expect(kept.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
  });

  it('are kept by nobody on the way, since only whom a room lets in may have them', async () => {
    answerWith({ 'cache-control': 'public, max-age=60, immutable' });
    const replies = [await get('/api/layouts/2', young), await get('/api/layouts/2', young)];
    expect(replies.map(({ headers }) => headers['cache-control'])).toEqual([
      'private, max-age=60, immutable',
      'private, max-age=60, immutable',
    ]);
    expect(forwarded()).toBe(1);
  });

  it('go only to those whose session the edge verified and need not renew', async () => {
    answerWith({ 'cache-control': 'public, max-age=60' });
    await get('/api/concerts/1', young);
    const without = await ask(edge.url, { path: '/api/concerts/1' });
    expect(without.status).toBe(403);
    await get('/api/concerts/1', ageing);
    expect(forwarded()).toBe(2);
    await get('/api/concerts/1', young);
    expect(forwarded()).toBe(2);
  });

  it('answer 304 to whoever holds them already', async () => {
    answerWith({ 'cache-control': 'public, max-age=60', etag: '"s1"' });
    const first = await get('/api/schedules/1/seats', { ...young, 'if-none-match': 'W/"s1"' });
    const kept = await get('/api/schedules/1/seats', { ...young, 'if-none-match': '"s1"' });
    expect([first.status, kept.status, kept.text]).toEqual([304, 304, '']);
    expect(kept.headers.etag).toBe('"s1"');
    expect(forwarded()).toBe(1);
    expect((await get('/api/schedules/1/seats', young)).status).toBe(200);
    expect(forwarded()).toBe(1);
  });

  it('are asked for again, by their ETag, once they are no longer fresh', async () => {
    answerWith({ 'cache-control': 'public, max-age=1', etag: '"s2"' });
    await get('/api/schedules/2/seats', young);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    const renewed = await get('/api/schedules/2/seats', young);
    expect(renewed.json()).toEqual({ target: '/api/schedules/2/seats' });
    expect(edge.origin.forwarded()[1]?.headers['if-none-match']).toBe('"s2"');
    await get('/api/schedules/2/seats', young);
    expect(forwarded()).toBe(2);
  });
});

it.each([
  ['private', { 'cache-control': 'private, max-age=60' }],
  ['without a lifetime', { 'cache-control': 'public' }],
  ['setting a cookie', { 'cache-control': 'public, max-age=60', 'set-cookie': 'a=b' }],
  ['silent', {}],
])('replies that are %s are never kept', async (name, headers) => {
  answerWith(headers);
  const path = `/api/x/${name.replaceAll(' ', '-')}`;
  await get(path, young);
  await get(path, young);
  expect(forwarded()).toBe(2);
});
