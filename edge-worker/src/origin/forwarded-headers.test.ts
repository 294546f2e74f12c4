import { INTERNAL_HEADERS } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { headersForClient, headersForOrigin } from './forwarded-headers.ts';

describe('headersForOrigin', () => {
  it('passes what the shop needs to know', () => {
    const client = {
      accept: 'application/json',
      'accept-language': 'ko',
      authorization: 'Bearer t',
      'content-type': 'application/json',
      'idempotency-key': 'abcdefgh',
      'if-match': '"1"',
      'if-none-match': '"2"',
      origin: 'https://shop.test',
      'sec-fetch-site': 'same-origin',
      'user-agent': 'browser',
    };
    expect(Object.fromEntries(headersForOrigin(new Headers(client)))).toEqual(client);
  });

  it.each([
    ...INTERNAL_HEADERS,
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'forwarded',
    'x-real-ip',
    'cf-connecting-ip',
    'x-request-id',
    'x-waiting-room-token',
    'x-waiting-room-session',
    'cache-control',
    'range',
    'content-encoding',
  ])('keeps %s from the origin', (name) => {
    expect([...headersForOrigin(new Headers({ [name]: 'forged' }))]).toEqual([]);
  });

  it('passes the login cookie and no other', () => {
    const cookie = '__Host-place=p; __Host-login=l; __Host-session=s; theme=dark';
    expect(headersForOrigin(new Headers({ cookie })).get('cookie')).toBe('__Host-login=l');
  });
});

describe('headersForClient', () => {
  it.each([...INTERNAL_HEADERS, 'keep-alive', 'transfer-encoding'])('hides %s', (name) => {
    expect(headersForClient(new Headers({ [name]: 'x' })).has(name)).toBe(false);
  });

  it("keeps the origin's own cookies, each of them", () => {
    const origin = new Headers();
    origin.append('set-cookie', '__Host-login=a; Path=/');
    origin.append('set-cookie', 'b=c');
    expect(headersForClient(origin).getSetCookie()).toEqual(['__Host-login=a; Path=/', 'b=c']);
  });

  it('lets nobody keep an answer that says nothing about caching', () => {
    expect(headersForClient(new Headers()).get('cache-control')).toBe('private, no-store');
    const stated = new Headers({ 'cache-control': 'public, max-age=1' });
    expect(headersForClient(stated).get('cache-control')).toBe('public, max-age=1');
  });
});
