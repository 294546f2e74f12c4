import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReplyCache, isPublic } from './reply-cache.ts';

const KEY = '/api/concerts?limit=20';
const asked = new Headers({ accept: 'application/json', 'accept-language': 'ko' });
const body = new Uint8Array([1, 2, 3]);
const reply = (headers: Record<string, string>) => ({ headers: new Headers(headers), body });
const newCache = (maxBytes = 100_000) =>
  createReplyCache({ maxBytes, maxEntries: 10, now: () => Date.now() });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the reply cache', () => {
  it('answers while a reply is fresh, and tells its age', () => {
    const cache = newCache();
    cache.store(KEY, asked, reply({ 'cache-control': 'public, max-age=5', etag: '"a"' }));
    vi.advanceTimersByTime(2000);
    const found = cache.find(KEY, asked);
    expect(found?.kind === 'fresh' && found.reply.headers.get('age')).toBe('2');
    expect(found?.kind === 'fresh' && found.reply.body).toEqual(body);
  });

  it('knows only the ETag of a reply that is no longer fresh', () => {
    const cache = newCache();
    cache.store(KEY, asked, reply({ 'cache-control': 'public, max-age=5', etag: '"a"' }));
    vi.advanceTimersByTime(5001);
    expect(cache.find(KEY, asked)).toEqual({ kind: 'stale', etag: '"a"' });
  });

  it('prefers s-maxage, as a shared cache does', () => {
    const cache = newCache();
    cache.store(KEY, asked, reply({ 'cache-control': 'public, max-age=600, s-maxage=1' }));
    vi.advanceTimersByTime(1001);
    expect(cache.find(KEY, asked)?.kind).toBe('stale');
  });

  it('gives a reply a new life after a 304', () => {
    const cache = newCache();
    const headers = { 'cache-control': 'public, max-age=1', etag: '"a"' };
    cache.store(KEY, asked, reply(headers));
    vi.advanceTimersByTime(1500);
    expect(cache.renew(KEY, asked, new Headers(headers))?.body).toEqual(body);
    expect(cache.find(KEY, asked)?.kind).toBe('fresh');
  });

  it('does not renew what the 304 does not name', () => {
    const cache = newCache();
    cache.store(KEY, asked, reply({ 'cache-control': 'public, max-age=1', etag: '"a"' }));
    expect(cache.renew(KEY, asked, new Headers({ etag: '"b"' }))).toBeUndefined();
    expect(cache.renew('/api/other', asked, new Headers({ etag: '"a"' }))).toBeUndefined();
  });

  it('respects Vary', () => {
    const cache = newCache();
    const headers = { 'cache-control': 'public, max-age=60', vary: 'accept-language' };
    cache.store(KEY, asked, reply(headers));
    const english = new Headers({ accept: 'application/json', 'accept-language': 'en' });
    expect(cache.find(KEY, english)?.kind).toBe('stale');
    expect(cache.find(KEY, asked)?.kind).toBe('fresh');
  });

  it('lets others have the older reply while one request renews it, where the origin allows that', () => {
    const cache = newCache();
    const control = 'public, max-age=1, stale-while-revalidate=10';
    cache.store(KEY, asked, reply({ 'cache-control': control, etag: '"a"' }));
    vi.advanceTimersByTime(1500);
    expect(cache.find(KEY, asked)?.kind).toBe('stale');
    expect(cache.find(KEY, asked)?.kind).toBe('fresh');
    vi.advanceTimersByTime(2000);
    expect(cache.find(KEY, asked)?.kind).toBe('stale');
  });

  it('stays within its bytes, however many keys are asked for', () => {
    const cache = newCache(5000);
    for (let i = 0; i < 100; i += 1) {
      cache.store(`/api/x?${i}`, asked, reply({ 'cache-control': 'public, max-age=60' }));
    }
    const kept = Array.from({ length: 100 }, (_, i) => cache.find(`/api/x?${i}`, asked));
    expect(kept.filter((found) => found !== undefined)).toHaveLength(4);
  });
});

describe('isPublic', () => {
  const answered = (control: string | null, extra: Record<string, string> = {}, status = 200) =>
    new Response('', {
      status,
      headers: { ...(control === null ? {} : { 'cache-control': control }), ...extra },
    });

  it.each(['public, max-age=1', 'max-age=60,public', 'public, s-maxage=5'])('is %j', (control) => {
    expect(isPublic(answered(control))).toBe(true);
  });

  it.each([
    null,
    'max-age=60',
    'private, max-age=60',
    'public',
    'public, max-age=0',
    'no-store',
    'not-public, max-age=5',
  ])('is not %j', (control) => {
    expect(isPublic(answered(control))).toBe(false);
  });

  it('is no reply that sets a cookie, and none but a plain 200', () => {
    expect(isPublic(answered('public, max-age=5', { 'set-cookie': 'a=b' }))).toBe(false);
    expect(isPublic(answered('public, max-age=5', {}, 404))).toBe(false);
  });
});
