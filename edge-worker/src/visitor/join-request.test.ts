import { generateKeyRing, placeId, readKeyRing } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { hostOfJoin, loginOfJoin, readJoinCall } from './join-request.ts';

const keys = await readKeyRing(generateKeyRing('place-1'));
const KEY = '3f1c4a52-1d0e-4c5b-9a3e-000000000001';
const LOGIN = 'L'.repeat(43);
const JSON_TYPE = { 'content-type': 'application/json' };

function join(headers: Record<string, string> = {}, body?: string): Request {
  return new Request('https://shop.example:8443/rooms/main/join', {
    method: 'POST',
    headers,
    ...(body === undefined ? {} : { body }),
  });
}

const read = (headers: Record<string, string>, body?: string, room = 'main') =>
  readJoinCall(join(headers, body), room, keys);

describe('a join', () => {
  it('with the same key is the same place, in one room', async () => {
    const first = await read({ 'idempotency-key': KEY });
    expect(placeId.safeParse(first.placeId).success).toBe(true);
    expect(await read({ 'idempotency-key': KEY })).toEqual(first);
    expect(await read({ 'idempotency-key': KEY }, undefined, 'other')).not.toEqual(first);
    expect(await read({ 'idempotency-key': `${KEY}x` })).not.toEqual(first);
  });

  it('without a key has no place of its own yet', async () => {
    expect(await read({})).toEqual({});
  });

  it.each(['1', 'a b c d e f g h i j k', 'x'.repeat(65)])('refuses the key "%s"', async (key) => {
    await expect(read({ 'idempotency-key': key })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('brings the proof of the widget', async () => {
    const said = await read(JSON_TYPE, JSON.stringify({ turnstile: 'token-1', more: 1 }));
    expect(said).toEqual({ turnstileToken: 'token-1' });
    expect(await read(JSON_TYPE, '{}')).toEqual({});
    expect(await read({ 'content-type': 'text/plain' }, 'hello')).toEqual({});
  });

  it.each(['{', '[]', '{"turnstile":1}', `{"turnstile":"${'x'.repeat(2049)}"}`])(
    'refuses the body %s',
    async (body) => {
      await expect(read(JSON_TYPE, body)).rejects.toMatchObject({ code: 'invalid_input' });
    },
  );
});

describe('what the headers say', () => {
  it('is the host and the login, of a cookie or of a header', () => {
    const loginOf = (headers: Record<string, string>) => loginOfJoin({ request: join(headers) });
    expect(hostOfJoin({ request: join() })).toBe('shop.example');
    expect(loginOf({})).toBeUndefined();
    expect(loginOf({ cookie: `a=1; __Host-login=${LOGIN}` })).toBe(LOGIN);
    expect(loginOf({ authorization: `Bearer ${LOGIN}` })).toBe(LOGIN);
    expect(loginOf({ authorization: 'Bearer forged' })).toBeUndefined();
  });
});
