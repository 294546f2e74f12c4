import { cfWaitingRoom, DEFAULT_ROOM_SETTINGS, roomStatus } from '@frontrow/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, cookieHeader, navigate, type Answered } from './ask.ts';
import { SHOP_PAGE, startEdgeUnderTest, type EdgeUnderTest } from './edge-under-test.ts';
import { refuse } from './scripted-origin.ts';

const JSON_PLEASE = { accept: 'application/json' };
const PAGE = '/concerts/42?from=app';
/** The edge renews what it knows of the room each second. */
const A_SNAPSHOT = { timeout: 4000 };
let edge: EdgeUnderTest;

beforeAll(async () => {
  edge = await startEdgeUnderTest();
});
afterAll(() => edge.stop());
beforeEach(() => {
  edge.origin.script.answer = () => undefined;
  edge.origin.room.calledUpTo = 100;
  edge.origin.room.settings = DEFAULT_ROOM_SETTINGS;
  edge.origin.calls.length = 0;
});

const get = (path: string, headers: Record<string, string> = {}) =>
  ask(edge.url, { path, headers: { ...JSON_PLEASE, ...headers } });
const heldOf = (answer: Answered) => cfWaitingRoom.parse(answer.json()['cfWaitingRoom']);
const withPlace = async (place: Parameters<EdgeUnderTest['signPlace']>[0]) =>
  cookieHeader({ '__Host-place': await edge.signPlace(place) });

describe('an app written for Cloudflare Waiting Room', () => {
  it('asks for a page, echoes the cookie, comes back when told, and gets the page', async () => {
    const first = await get(PAGE);
    expect([first.status, first.headers['content-type']]).toEqual([202, 'application/json']);
    expect(first.headers['cache-control']).toBe('private, no-store');
    expect(Object.keys(first.json())).toEqual(['room', 'cfWaitingRoom']);
    const { refreshIntervalSeconds } = heldOf(first);
    expect(refreshIntervalSeconds).toBeGreaterThan(0);
    expect(first.headers['retry-after']).toBe(String(refreshIntervalSeconds));

    const cookie = cookieHeader(first.cookies);
    const again = await get(PAGE, cookie);
    expect(roomStatus.parse(again.json()['room'])).toMatchObject({
      state: 'waiting',
      number: roomStatus.parse(first.json()['room']).number,
    });
    expect(heldOf(again).inWaitingRoom).toBe(true);

    edge.origin.room.calledUpTo = edge.origin.room.issued;
    await expect.poll(async () => (await get(PAGE, cookie)).text, A_SNAPSHOT).toBe(SHOP_PAGE);
    const inside = await get(PAGE, cookie);
    expect(inside.status).toBe(200);
    expect(Object.keys(inside.cookies)).toEqual(['__Host-session']);
  });

  it('becomes a new visitor each time it forgets the cookie', async () => {
    const [one, two] = [await get(PAGE), await get(PAGE)];
    expect(two.json()['room']).not.toMatchObject({
      number: roomStatus.parse(one.json()['room']).number,
    });
  });

  it('is told of a pause', async () => {
    edge.origin.room.settings = { ...DEFAULT_ROOM_SETTINGS, queue_all: true };
    const headers = await withPlace({ number: 500 });
    await expect
      .poll(async () => heldOf(await get(PAGE, headers)), A_SNAPSHOT)
      .toMatchObject({ queueAll: true, waitTimeKnown: false, waitTime: 0 });
  });

  it('is told not to come back to a room that rejects', async () => {
    edge.origin.room.settings = { ...DEFAULT_ROOM_SETTINGS, queueing_method: 'reject' };
    await expect
      .poll(async () => heldOf(await get(PAGE)), A_SNAPSHOT)
      .toMatchObject({ isRejectQueue: true, refreshIntervalSeconds: 0 });
    const rejected = await get(PAGE);
    expect([rejected.status, rejected.cookies]).toEqual([200, {}]);
    edge.origin.room.settings = DEFAULT_ROOM_SETTINGS;
    await expect.poll(async () => (await get(PAGE)).status, A_SNAPSHOT).toBe(202);
  });

  it('keeps its place in the token header when it sends that', async () => {
    const token = await edge.signPlace({ number: 700 });
    const answer = await get(PAGE, { 'x-waiting-room-token': token });
    expect(answer.json()['room']).toMatchObject({ number: 700 });
    expect(answer.cookies).toEqual({});
  });

  it('finds its object while the door is full', async () => {
    edge.origin.script.answer = ({ target }) =>
      target.endsWith('/enter') ? refuse('full') : undefined;
    const answer = await get(PAGE, await withPlace({ number: 50 }));
    expect(answer.status).toBe(202);
    expect(answer.json()['room']).toMatchObject({ reason: 'full', position: 1 });
    expect(heldOf(answer).waitTimeKnown).toBe(false);
  });
});

describe("Cloudflare's object", () => {
  it('stands beside the status in room calls, and beside the room of a refused API call', async () => {
    const headers = await withPlace({ number: 500 });
    const status = await get('/rooms/main/status', headers);
    expect(roomStatus.parse(status.json()).number).toBe(500);
    expect(heldOf(status).queueingMethod).toBe('fifo');

    const refused = await get('/api/concerts', headers);
    expect([refused.status, refused.headers['content-type']]).toEqual([
      403,
      'application/problem+json',
    ]);
    expect(refused.json()).toMatchObject({
      code: 'place_waiting',
      room: 'main',
      statusUrl: '/rooms/main/status',
      joinUrl: '/rooms/main/join',
    });
    expect(heldOf(refused).inWaitingRoom).toBe(true);
  });

  it('is never there for those who are not held, or did not ask for JSON', async () => {
    const inside = await withPlace({ number: 50 });
    const waiting = await withPlace({ number: 500 });
    const answers = [
      await get('/rooms/main/status', inside),
      await get('/api/concerts'),
      await ask(edge.url, { path: '/rooms/main/status', headers: waiting }),
      await ask(edge.url, { path: '/concerts/42', headers: waiting }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 403, 202, 403]);
    expect(answers.filter(({ text }) => text.includes('cfWaitingRoom'))).toEqual([]);
  });

  it('leaves API calls joining nobody, and people their page', async () => {
    await get('/api/concerts');
    expect(edge.origin.calls.filter(({ target }) => target.endsWith('/arrivals'))).toEqual([]);
    expect((await navigate(edge.url, '/concerts/42')).headers['content-type']).toContain('html');
  });
});
