import { describe, expect, it } from 'vitest';
import { lineStatus } from '../testing/statuses.ts';
import { createRoomCalls } from './room-calls.ts';

function answering(respond: () => Response) {
  const requests: { url: string; init: RequestInit | undefined }[] = [];
  const fetch = async (url: unknown, init?: RequestInit) => {
    requests.push({ url: url as string, init });
    return respond();
  };
  const calls = createRoomCalls('main', fetch, () => 'ko');
  return { calls, requests };
}

const json = (body: unknown, status: number, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers });

describe('the room calls', () => {
  it('asks for JSON in the language of the page, with the cookies of this site only', async () => {
    const { calls, requests } = answering(() => json(lineStatus(), 202));
    await calls.status();
    await calls.enter();
    expect(requests.map(({ url, init }) => `${init?.method} ${url}`)).toEqual([
      'GET /rooms/main/status',
      'POST /rooms/main/enter',
    ]);
    expect(requests[0]?.init).toMatchObject({
      credentials: 'same-origin',
      headers: { accept: 'application/json', 'accept-language': 'ko' },
    });
  });

  it.each([200, 202, 503])('reads a status whatever its HTTP status is: %i', async (code) => {
    const { calls } = answering(() => json(lineStatus(), code));
    expect(await calls.status()).toEqual({ kind: 'status', status: lineStatus() });
  });

  it('reads a problem and how long to wait', async () => {
    const { calls } = answering(() =>
      json({ code: 'room_unavailable' }, 503, { 'retry-after': '7' }),
    );
    expect(await calls.status()).toEqual({
      kind: 'refused',
      code: 'room_unavailable',
      retryAfterSeconds: 7,
    });
  });

  it('takes a bare 401 for a place that is not accepted', async () => {
    const { calls } = answering(() => new Response('no', { status: 401 }));
    expect(await calls.status()).toMatchObject({ kind: 'refused', code: 'place_invalid' });
  });

  it.each<[string, () => Response]>([
    ['a proxy page', () => new Response('<h1>502</h1>', { status: 502 })],
    ['broken JSON', () => new Response('{', { headers: { 'content-type': 'application/json' } })],
    ['other JSON', () => json({ hello: 1 }, 200)],
    [
      'no network',
      () => {
        throw new TypeError('Failed to fetch');
      },
    ],
  ])('hears silence in %s', async (_name, respond) => {
    expect(await answering(respond).calls.status()).toMatchObject({ kind: 'silence' });
  });

  it('leaves, and takes a place that is gone already as left', async () => {
    const leaving = (respond: () => Response) => answering(respond).calls.leave();
    expect(await leaving(() => new Response(null, { status: 204 }))).toBe(true);
    expect(await leaving(() => json({ code: 'place_required' }, 403))).toBe(true);
    expect(await leaving(() => json({ code: 'room_unavailable' }, 503))).toBe(false);
  });

  it('sends codes and proofs as JSON, and a claim with the same key each time', async () => {
    const { calls, requests } = answering(() => json(lineStatus(), 200));
    await calls.join('token');
    await calls.useCode('FAN');
    await calls.claim('7QJ4');
    await calls.claim('7QJ4');
    const sent = requests.map(({ url, init }) => [url, init?.body]);
    expect(sent).toEqual([
      ['/rooms/main/join', '{"turnstile":"token"}'],
      ['/rooms/main/code', '{"code":"FAN"}'],
      ['/rooms/main/recovery/claim', '{"code":"7QJ4"}'],
      ['/rooms/main/recovery/claim', '{"code":"7QJ4"}'],
    ]);
    const [join, , first, second] = requests.map(({ init }) => new Headers(init?.headers));
    expect(join?.get('content-type')).toBe('application/json');
    expect(join?.has('idempotency-key')).toBe(false);
    expect(first?.get('idempotency-key')).toMatch(/^[\d-]{7,}$/);
    expect(first?.get('idempotency-key')).toBe(second?.get('idempotency-key'));
  });

  it('makes a recovery code, or tells the problem', async () => {
    const made = { code: '7QJ4', url: 'https://shop.test/#recover=7QJ4', qr: '<svg/>' };
    expect(await answering(() => json(made, 201)).calls.makeRecovery()).toEqual(made);
    const refused = () => json({ code: 'not_found' }, 404);
    expect(await answering(refused).calls.makeRecovery()).toEqual({ problem: 'not_found' });
    const cut = () => json({ code: '7QJ4' }, 201);
    expect(await answering(cut).calls.makeRecovery()).toEqual({ problem: undefined });
    // Of an older edge that has no such call, with a page of its own.
    const page = () => new Response('<h1>404</h1>', { status: 404 });
    expect(await answering(page).calls.makeRecovery()).toEqual({ problem: 'not_found' });
  });
});
