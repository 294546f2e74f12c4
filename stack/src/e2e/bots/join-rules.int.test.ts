import { setTimeout as sleep } from 'node:timers/promises';
import { roomStatus } from '@frontrow/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, navigate } from '../edge/ask.ts';
import { type ShopUnderTest, startShopUnderTest } from '../shop/shop-under-test.ts';

/** Rules for joining, through the built Worker and its object to two real origins. */

let shop: ShopUnderTest;
beforeAll(async () => {
  shop = await startShopUnderTest({ room: { queue_all: true } });
});
afterAll(() => shop.stop());

/** In force in the room, and known to the edge. */
async function settings(changes: Parameters<ShopUnderTest['changeRoom']>[0]): Promise<void> {
  await shop.changeRoom(changes);
  await sleep(2_500);
  await ask(shop.edgeUrl, { path: '/rooms/main/status' });
  await sleep(1_100);
}

function join(headers: Record<string, string> = {}) {
  const path = '/rooms/main/join';
  const accept = 'application/json';
  return ask(shop.edgeUrl, { path, method: 'POST', headers: { accept, ...headers } });
}

describe('the joins of one network', () => {
  const from = (ip: string) => ({ 'cf-connecting-ip': ip });

  it('are limited, and those of others are not', async () => {
    await settings({ joins_per_network: 2 });
    const crowd = await Promise.all(
      ['203.0.113.1', '203.0.113.2', '203.0.113.3'].map((ip) => join(from(ip))),
    );
    expect(crowd.map(({ status }) => status).sort((a, b) => a - b)).toEqual([202, 202, 429]);
    const refused = crowd.find(({ status }) => status === 429);
    expect(refused?.json()['code']).toBe('too_many_requests');
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(30);

    const v6 = ['2001:db8:1:a::1', '2001:db8:1:b::1', '2001:db8:1:c::1', '2001:db8:2::1'];
    const codes = [];
    for (const ip of [...v6, '198.51.100.1']) {
      codes.push((await join(from(ip))).status);
    }
    expect(codes).toEqual([202, 202, 429, 202, 202]);
  });

  it('are told to a browser with a page that tries again', async () => {
    const page = await ask(shop.edgeUrl, {
      path: '/',
      headers: { accept: 'text/html', ...from('203.0.113.4') },
    });
    expect(page.status).toBe(429);
    expect(Number(page.headers['retry-after'])).toBeGreaterThan(0);
    expect(page.cookies).toEqual({});
  });

  it('do not touch who has a place', async () => {
    const { headers, status } = await join(from('192.0.2.1'));
    expect(status).toBe(202);
    const token = String(headers['x-waiting-room-token']);
    await join(from('192.0.2.2'));
    const again = await join({ ...from('192.0.2.3'), 'x-waiting-room-token': token });
    expect(again.status).toBe(202);
  });

  it('are not those of everybody whose address is unknown', async () => {
    const codes = await Promise.all(Array.from({ length: 6 }, async () => (await join()).status));
    expect(codes).toEqual([202, 202, 202, 202, 202, 202]);
  });
});

describe('a room for those who are logged in', () => {
  async function logIn(): Promise<string> {
    const { email, password } = shop.accounts.buyers[0] ?? { email: '', password: '' };
    const reply = await ask(shop.edgeUrl, {
      path: '/api/logins',
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ email, password, transport: 'token' }),
    });
    expect(reply.status, reply.text).toBe(201);
    return String(reply.json()['token']);
  }

  it('keeps its login behind the room until it asks for one', async () => {
    const reply = await ask(shop.edgeUrl, { path: '/api/logins', method: 'POST' });
    expect([reply.status, reply.json()['code']]).toEqual([403, 'place_required']);
  });

  it('sends a browser to log in, and lets it', async () => {
    await settings({ login_required: true, joins_per_network: 0 });
    const page = await navigate(shop.edgeUrl, '/concerts/1?from=mail');
    expect([page.status, page.headers.location]).toEqual([
      303,
      '/login?next=%2Fconcerts%2F1%3Ffrom%3Dmail',
    ]);
    expect((await navigate(shop.edgeUrl, '/login?next=%2F')).status).toBe(200);
    expect(page.cookies).toEqual({});
  });

  it('tells a program that it must log in', async () => {
    for (const headers of [{}, { authorization: `Bearer ${'x'.repeat(43)}` }]) {
      const reply = await join(headers);
      expect([reply.status, reply.json()['code']]).toEqual([401, 'login_required']);
    }
  });

  it('gives an account one place, whichever browser it joins from', async () => {
    const one = { authorization: `Bearer ${await logIn()}` };
    const two = { cookie: `__Host-login=${await logIn()}` };
    const replies = await Promise.all([join(one), join(two)]);
    const numbers = replies.map(({ json }) => roomStatus.parse(json()).number);
    expect(numbers[0]).not.toBeNull();
    expect(numbers[1]).toBe(numbers[0]);
  });

  it('opens nothing else of the shop', async () => {
    for (const path of ['/api/concerts', '/api/logins/1', '/api/wallet']) {
      const reply = await ask(shop.edgeUrl, { path, headers: { accept: 'application/json' } });
      expect(reply.status, path).toBeGreaterThanOrEqual(401);
    }
  });
});
