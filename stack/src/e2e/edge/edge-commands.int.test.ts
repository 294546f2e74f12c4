import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, cookieHeader } from './ask.ts';
import { startEdgeUnderTest, type EdgeUnderTest } from './edge-under-test.ts';
import type { Reply } from './scripted-origin.ts';

let edge: EdgeUnderTest;
let inside: Record<string, string>;

beforeAll(async () => {
  edge = await startEdgeUnderTest();
  inside = {
    '__Host-place': await edge.signPlace(),
    '__Host-session': await edge.signSession(),
  };
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.origin.calls.length = 0;
});

/** What a visitor inside is answered when the shop's reply carries these headers. */
function askShop(headers: Record<string, string>, reply: Partial<Reply> = {}) {
  edge.origin.script.answer = ({ target }) =>
    target.startsWith('/api/') ? { status: 200, body: { ok: true }, ...reply, headers } : undefined;
  return ask(edge.url, { path: '/api/orders', method: 'POST', headers: cookieHeader(inside) });
}
const roomCalls = () =>
  edge.origin.calls
    .filter(({ method, target }) => method === 'POST' && target.startsWith('/internal/'))
    .map(({ target, context }) => [target, context.place?.number]);

describe("the shop's reply may say what becomes of the visitor:", () => {
  it.each([
    ['x-room-command', 'revoke', 'revoke'],
    ['X-Room-Command', 'Complete', 'complete'],
    ['Cf-Waiting-Room-Command', 'revoke', 'revoke'],
  ])('%s: %s ends the place, and its browser forgets it', async (header, command, verb) => {
    const reply = await askShop({ [header]: command });
    expect([reply.status, reply.json()]).toEqual([200, { ok: true }]);
    expect(roomCalls()).toEqual([[`/internal/rooms/main/${verb}`, 1]]);
    expect(reply.cookies).toEqual({ '__Host-place': '', '__Host-session': '' });
    expect(reply.headers).not.toHaveProperty(header.toLowerCase());
  });

  it('extend gives a new session', async () => {
    const reply = await askShop({ 'x-room-command': 'extend' });
    expect(roomCalls()).toEqual([['/internal/rooms/main/extend', 1]]);
    expect(Object.keys(reply.cookies)).toEqual(['__Host-session']);
    expect(reply.headers).not.toHaveProperty('x-room-command');
  });

  it.each([
    ['x-room-command', 'dance'],
    ['cf-waiting-room-command', 'extend'],
  ])('%s: %s is nothing, and is not shown', async (header, command) => {
    const reply = await askShop({ [header]: command });
    expect([reply.status, roomCalls(), reply.cookies]).toEqual([200, [], {}]);
    expect(reply.headers).not.toHaveProperty(header);
  });
});

it('a command that cannot be carried out leaves the reply as it is', async () => {
  edge.origin.script.answer = ({ target }) =>
    target.startsWith('/api/')
      ? { status: 201, headers: { 'x-room-command': 'revoke' }, body: { paid: true } }
      : target.endsWith('/revoke')
        ? { status: 503 }
        : undefined;
  const path = '/api/orders';
  const reply = await ask(edge.url, { path, method: 'POST', headers: cookieHeader(inside) });
  expect([reply.status, reply.json()]).toEqual([201, { paid: true }]);
  expect(reply.cookies).toEqual({ '__Host-place': '', '__Host-session': '' });
});

it('on a reply that may be kept, a command is carried out once, for the one who was answered', async () => {
  const headers = { 'cache-control': 'public, max-age=60', 'x-room-command': 'extend' };
  edge.origin.script.answer = ({ target }) =>
    target.startsWith('/api/') ? { status: 200, headers, body: {} } : undefined;
  const get = () => ask(edge.url, { path: '/api/concerts', headers: cookieHeader(inside) });
  expect((await get()).headers).not.toHaveProperty('x-room-command');
  expect((await get()).headers).not.toHaveProperty('x-room-command');
  expect(roomCalls()).toEqual([['/internal/rooms/main/extend', 1]]);
});

it('nobody without a place is meant by a command', async () => {
  edge.origin.script.answer = ({ target }) =>
    target === '/api/me' ? { status: 200, headers: { 'x-room-command': 'revoke' } } : undefined;
  const reply = await ask(edge.url, { path: '/api/me', headers: cookieHeader(inside) });
  expect([reply.status, roomCalls(), reply.cookies]).toEqual([200, [], {}]);
});
