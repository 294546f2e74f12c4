import { arrivalsBody, heldPageReply, roomStatus } from '@frontrow/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../edge/ask.ts';
import { type EdgeUnderTest, startEdgeUnderTest } from '../edge/edge-under-test.ts';
import { SECRET, SITE_KEY, type Siteverify, startSiteverify } from './siteverify.ts';

/** Turnstile at the join: the built Worker on workerd, and a local server that speaks `siteverify`. */

let siteverify: Siteverify;
let edge: EdgeUnderTest;

beforeAll(async () => {
  siteverify = await startSiteverify();
  edge = await startEdgeUnderTest({ bindings: siteverify.bindings });
  edge.origin.room.settings = { ...edge.origin.room.settings, turnstile_mode: 'visible_managed' };
});
afterAll(async () => {
  await edge.stop();
  await siteverify.stop();
});
beforeEach(() => {
  siteverify.asked.length = 0;
  edge.origin.calls.length = 0;
  siteverify.state.mode = 'works';
});

let serial = 0;
/** A token that the widget could have made on our page. */
const freshToken = () => `127.0.0.1:join:${(serial += 1)}`;
const freshKey = () => `3f1c4a52-1d0e-4c5b-9a3e-${String((serial += 1)).padStart(12, '0')}`;

function join(turnstile?: string, headers: Record<string, string> = {}, url = edge.url) {
  return ask(url, {
    path: '/rooms/main/join',
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ turnstile }),
  });
}

const arrivals = () =>
  edge.origin.calls
    .filter(({ target }) => target.endsWith('/arrivals'))
    .flatMap(({ body }) => arrivalsBody.parse(JSON.parse(body)).arrivals);

const answered = ({ status, json }: Awaited<ReturnType<typeof ask>>) => [status, json()['code']];

describe('a newcomer', () => {
  it('gets the challenge instead of a place', async () => {
    const reply = await join();
    expect(reply.status).toBe(202);
    const status = roomStatus.parse(reply.json());
    expect(status).toMatchObject({
      state: 'challenge',
      number: null,
      turnstile: {
        siteKey: SITE_KEY,
        scriptUrl: 'https://challenges.example/api.js',
        mode: 'visible_managed',
      },
    });
    expect(reply.cookies).toEqual({});
    expect(arrivals()).toEqual([]);
  });

  it('gets it as Cloudflare says it, where an app asks for a page', async () => {
    const reply = await ask(edge.url, { path: '/', headers: { accept: 'application/json' } });
    const { room, cfWaitingRoom } = heldPageReply.parse(reply.json());
    expect([reply.status, room.state]).toEqual([202, 'challenge']);
    expect(cfWaitingRoom.turnstile).toContain(`data-sitekey="${SITE_KEY}"`);
  });

  it('joins with a good token', async () => {
    const token = freshToken();
    const reply = await join(token, { 'cf-connecting-ip': '203.0.113.7' });
    expect(reply.status).toBe(202);
    expect(roomStatus.parse(reply.json()).state).toBe('waiting');
    expect(reply.cookies['__Host-place']).toBeDefined();
    expect(siteverify.asked).toEqual([
      {
        secret: SECRET,
        response: token,
        remoteip: '203.0.113.7',
        idempotency_key: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
      },
    ]);
    expect(arrivals()).toHaveLength(1);
  });

  it.each([
    ['is none', 'bad-token'],
    ['was made on another host', 'elsewhere.example:join'],
    ['was made for something else', '127.0.0.1:newsletter'],
  ])('is refused with a token that %s', async (_what, token) => {
    expect(answered(await join(token))).toEqual([403, 'turnstile_failed']);
    expect(arrivals()).toEqual([]);
  });

  it.each(['hangs', 'breaks', 'sends a page'] as const)(
    'is not let in while the verifier %s',
    async (mode) => {
      siteverify.state.mode = mode;
      const reply = await join(freshToken());
      expect(answered(reply)).toEqual([503, 'turnstile_unavailable']);
      expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
      expect(siteverify.asked).toHaveLength(2);
      expect(arrivals()).toEqual([]);
    },
  );
});

describe('a token', () => {
  it('makes one place: a second use is refused', async () => {
    const token = freshToken();
    expect((await join(token)).status).toBe(202);
    expect(answered(await join(token))).toEqual([403, 'turnstile_failed']);
    expect(answered(await join(token, { 'idempotency-key': freshKey() }))).toEqual([
      403,
      'turnstile_failed',
    ]);
    expect(arrivals()).toHaveLength(1);
  });

  it('of a join whose answer was lost gives the same place again', async () => {
    const token = freshToken();
    const key = { 'idempotency-key': freshKey() };
    expect((await join(token, key)).status).toBe(202);
    expect((await join(token, key)).status).toBe(202);
    expect(new Set(arrivals().map(({ id }) => id)).size).toBe(1);
  });
});

describe('a visitor who has a place', () => {
  const withPlace = async (changes = {}) => ({
    'x-waiting-room-token': await edge.signPlace({ number: 500, ...changes }),
  });

  it('is never asked, with a verifier that is away or without', async () => {
    siteverify.state.mode = 'hangs';
    const reply = await join(undefined, await withPlace());
    expect(roomStatus.parse(reply.json())).toMatchObject({ state: 'waiting', number: 500 });
    expect(siteverify.asked).toEqual([]);
  });

  it('gets an old place back without being asked', async () => {
    edge.origin.room.epoch += 1;
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const reply = await join(undefined, await withPlace({ id: 'BBBBBBBBBBBBBBBBBBBBBB' }));
    expect(roomStatus.parse(reply.json()).number).toBe(500);
    expect(arrivals()).toMatchObject([{ number: 500 }]);
  });
});

describe('a room that wants Turnstile without keys', () => {
  it('takes no newcomers, and keeps everybody else', async () => {
    const bare = await startEdgeUnderTest();
    try {
      bare.origin.room.settings = { ...bare.origin.room.settings, turnstile_mode: 'invisible' };
      for (const token of [undefined, freshToken()]) {
        const reply = await join(token, {}, bare.url);
        expect(answered(reply)).toEqual([503, 'turnstile_unavailable']);
        expect(reply.headers['retry-after']).toBeDefined();
      }
      const place = { 'x-waiting-room-token': await bare.signPlace({ number: 500 }) };
      expect((await join(undefined, place, bare.url)).status).toBe(202);
    } finally {
      await bare.stop();
    }
  });
});
