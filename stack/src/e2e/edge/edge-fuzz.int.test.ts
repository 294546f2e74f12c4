import { PLACE_COOKIE, SESSION_COOKIE } from '@frontrow/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { startEdgeUnderTest, type EdgeUnderTest } from './edge-under-test.ts';

let edge: EdgeUnderTest;

beforeAll(async () => {
  edge = await startEdgeUnderTest();
});
afterAll(() => edge.stop());

const piece = fc.oneof(
  fc.constantFrom('api', 'API', 'concerts', 'rooms', 'main', 'status', 'enter', 'internal'),
  fc.constantFrom('assets', 'tickets', 'admin', 'me', '1', ';a=b', '..', '.', ''),
  fc.constantFrom('%2e%2e', '%2f', '%5c', '%00', '%', '%25', '%C0%AF'),
);
const path = fc.array(piece, { maxLength: 5 }).map((pieces) => `/${pieces.join('/')}`);
const text = fc.stringMatching(/^[\w.=;, "%+/-]{0,60}$/);
const jwt = fc.stringMatching(/^[\w-]{10,40}\.[\w-]{10,40}\.[\w-]{43}$/);
const headers = fc.record(
  {
    accept: fc.oneof(fc.constantFrom('text/html', 'application/json', '*/*'), text),
    cookie: fc.oneof(
      text,
      jwt.map((token) => `${PLACE_COOKIE}=${token}; ${SESSION_COOKIE}=${token}`),
    ),
    'x-waiting-room-token': fc.oneof(text, jwt),
    'x-waiting-room-session': fc.oneof(text, jwt),
    'if-none-match': text,
    'accept-language': text,
    'x-edge-signature': text,
  },
  { requiredKeys: [] },
);
const asked = fc.record({
  path,
  headers,
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS'),
});

it('answers whatever is thrown at it, breaks on nothing, and forwards only what is open', async () => {
  await fc.assert(
    fc.asyncProperty(asked, async (request) => {
      edge.origin.calls.length = 0;
      const { status } = await ask(edge.url, request);
      expect(status).toBeLessThan(500);
      for (const { target } of edge.origin.forwarded()) {
        expect(target).toMatch(/^\/api\/(?:admin(?:\/|$)|me$|tickets(?:\/[\w-]+)?$)/);
      }
    }),
    { numRuns: 1000 },
  );
  expect(edge.origin.forged.count).toBe(0);
});
