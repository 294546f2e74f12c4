import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createBrowser, type Browser } from './browser.ts';
import { startShopWithRooms, type ShopWithRooms } from './shop-with-rooms.ts';

let shop: ShopWithRooms;
let concertId: number;
let scheduleId: number;
let otherId: number;

beforeAll(async () => {
  shop = await startShopWithRooms();
  [concertId = 0, otherId = 0] = shop.concertIds;
  scheduleId = shop.dateOf(concertId);
  await shop.admin('POST', '/rooms', { room: 'tour', concertId });
  const routes = [{ host: 'vip.example', path: `/concerts/${concertId}` }];
  await shop.admin('POST', '/rooms', { room: 'vip', routes });
  // The pace is no question here, and must not depend on how fast one test follows the other.
  for (const room of ['main', 'tour', 'vip']) {
    await shop.admin('PATCH', `/rooms/${room}/settings`, { new_users_per_minute: 60_000 });
  }
  const asked = () => createBrowser(shop.edgeUrl).call('/rooms/vip/status');
  await vi.waitUntil(async () => (await asked()).status === 403, { timeout: 5000 });
}, 120_000);
afterAll(() => shop.stop());

/** Nobody new gets into the shop as a whole; concerts with rooms of their own go on. */
async function withMainPaused(work: () => Promise<void>): Promise<void> {
  await pauseMain(true);
  try {
    await work();
  } finally {
    await pauseMain(false);
  }
}

async function pauseMain(queue_all: boolean): Promise<void> {
  expect((await shop.admin('PATCH', '/rooms/main/settings', { queue_all })).status).toBe(200);
  // A visitor of its own each time: what the edge knows of the room decides.
  const visit = async () => (await createBrowser(shop.edgeUrl).visit('/')).status;
  await expect.poll(visit, { timeout: 5000 }).toBe(queue_all ? 202 : 200);
}

async function logIn(browser: Browser): Promise<void> {
  const body = { ...shop.accounts.buyers[0], transport: 'cookie' };
  const headers = { origin: new URL(shop.edgeUrl).origin, 'sec-fetch-site': 'same-origin' };
  const reply = await browser.call('/api/logins', { method: 'POST', body, headers });
  expect(reply.status).toBe(201);
}

describe('a browser in two rooms', () => {
  it('has a place and a session in each, waits in the one and buys in the other', async () => {
    await withMainPaused(async () => {
      const browser = createBrowser(shop.edgeUrl);
      expect((await browser.visit(`/concerts/${concertId}`)).status).toBe(200);
      expect(Object.keys(browser.cookies)).toEqual(['__Host-place-tour', '__Host-session-tour']);

      const front = await browser.visit('/');
      expect(front.status).toBe(202);
      expect(front.text).toContain('"room":"main"');
      expect(Object.keys(browser.cookies)).toEqual([
        '__Host-place-tour',
        '__Host-session-tour',
        '__Host-place',
      ]);
      expect((await browser.call('/rooms/tour/status')).json()).toMatchObject({ state: 'active' });
      expect((await browser.call('/rooms/main/status')).json()).toMatchObject({
        room: 'main',
        state: 'waiting',
      });

      await logIn(browser);
      const own = [
        `/api/concerts/${concertId}`,
        `/api/schedules/${scheduleId}/seats`,
        '/api/wallet',
        '/api/reservations',
      ];
      for (const path of own) {
        expect((await browser.call(path)).status, path).toBe(200);
      }
      for (const path of ['/wallet', '/reservations/1', '/login']) {
        expect((await browser.visit(path)).status, path).toBe(200);
      }
      for (const path of ['/api/concerts', `/api/concerts/${otherId}`]) {
        const refused = await browser.call(path);
        expect([refused.status, refused.json()['room']], path).toEqual([403, 'main']);
      }
    });
  });

  it('is shown the line of the room that it waits for, and polls there', async () => {
    await shop.admin('PATCH', '/rooms/tour/settings', { queue_all: true });
    try {
      const page = async () =>
        (await createBrowser(shop.edgeUrl).visit(`/schedules/${scheduleId}`)).text;
      await expect.poll(page, { timeout: 5000 }).toContain('"room":"tour"');
      expect((await createBrowser(shop.edgeUrl).visit(`/concerts/${otherId}`)).status).toBe(200);
    } finally {
      await shop.admin('PATCH', '/rooms/tour/settings', { queue_all: false });
    }
  });

  it('falls back to main where every buyer is served, once its place is over', async () => {
    const browser = createBrowser(shop.edgeUrl);
    await expect
      .poll(async () => (await browser.visit(`/concerts/${concertId}`)).status, { timeout: 5000 })
      .toBe(200);
    expect((await browser.visit('/wallet')).status).toBe(200);
    expect(Object.keys(browser.cookies)).not.toContain('__Host-place');

    await shop.admin('POST', '/rooms/tour/revocations', { epoch: true });
    expect((await browser.visit('/wallet')).status).toBe(200);
    expect(Object.keys(browser.cookies).toSorted()).toEqual(['__Host-place', '__Host-session']);
  });

  it('falls back to main for calls of scripts as well', async () => {
    const browser = createBrowser(shop.edgeUrl);
    await browser.visit('/');
    await browser.visit(`/concerts/${concertId}`);
    const inTour = await browser.call('/api/wallet');
    expect([inTour.status, inTour.headers['x-waiting-room']]).toEqual([401, 'tour']);

    await shop.admin('POST', '/rooms/tour/revocations', { epoch: true });
    const inMain = await browser.call('/api/wallet');
    expect([inMain.status, inMain.headers['x-waiting-room']]).toEqual([401, 'main']);
    expect(Object.keys(browser.cookies)).toEqual(['__Host-place', '__Host-session']);
  });

  it('leaves one room without leaving the other', async () => {
    const browser = createBrowser(shop.edgeUrl);
    await browser.visit('/');
    await browser.visit(`/concerts/${concertId}`);
    expect((await browser.call('/rooms/tour/leave', { method: 'POST' })).status).toBe(204);
    expect(Object.keys(browser.cookies)).toEqual(['__Host-place', '__Host-session']);
    expect((await browser.call('/api/concerts')).status).toBe(200);
  });
});

describe('a place of one room', () => {
  it('shows nothing of another one, by any spelling', async () => {
    const inMain = createBrowser(shop.edgeUrl);
    await inMain.visit('/');
    expect((await inMain.call(`/api/concerts/${otherId}`)).status).toBe(200);
    const id = String(concertId);
    const spelled = [
      `/api/concerts/${id}`,
      `/API/Concerts/${id}/`,
      `/api/concerts/%3${id}`,
      `/api/concerts/0${id}`,
      `/api/concerts/${id}.0`,
      `/api/concerts/${id}%20`,
      `/api/concerts/${id}%00`,
      `/api/concerts/${id};x=1`,
      `/api/concerts/${otherId}/../${id}`,
      `/api/concerts/${otherId}/%2e%2e/${id}`,
      `/api//concerts/${id}`,
      `/api/%63oncerts/${id}`,
      `/api%2fconcerts%2f${id}`,
      `/api/wallet/../concerts/${id}`,
      `/api/api/concerts/${id}`,
      `/api/schedules/${scheduleId}`,
      `/api/schedules/${scheduleId}/seats`,
      `/API/SCHEDULES/${scheduleId}/SEATS`,
    ];
    for (const path of spelled) {
      const reply = await inMain.call(path);
      expect([400, 403, 404], path).toContain(reply.status);
    }
    const place = inMain.cookies['__Host-place'] ?? '';
    const asTour = { cookie: `__Host-place-tour=${place}`, 'x-waiting-room-token': place };
    const refused = await inMain.call(`/api/concerts/${id}`, { headers: asTour });
    expect([refused.status, refused.json()['code']]).toEqual([403, 'place_required']);
  });

  it('is judged by the host that was asked, and no client can name another', async () => {
    const browser = createBrowser(shop.edgeUrl);
    await browser.visit(`/concerts/${concertId}`);
    const path = `/api/concerts/${concertId}`;
    expect((await browser.call(path)).status).toBe(200);
    const onVip = await browser.call(path, { host: 'VIP.example:443' });
    expect(onVip.json()).toMatchObject({ code: 'place_required', room: 'vip' });
    const headers = { 'x-forwarded-host': 'shop.example', forwarded: 'host=shop.example' };
    expect((await browser.call(path, { host: 'vip.example', headers })).status).toBe(403);
    expect((await browser.visit(`/concerts/${concertId}`, { host: 'vip.example' })).status).toBe(
      200,
    );
    expect(Object.keys(browser.cookies)).toContain('__Host-session-vip');
  });
});
