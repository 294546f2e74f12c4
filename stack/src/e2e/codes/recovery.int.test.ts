import { recoveryReply } from '@frontrow/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startShopUnderTest, type ShopUnderTest } from '../shop/shop-under-test.ts';
import { createBrowser, type Browser } from './browser.ts';

let shop: ShopUnderTest;

beforeAll(async () => {
  shop = await startShopUnderTest({ room: { total_active_users: 1 }, origins: 2 });
}, 120_000);
afterAll(() => shop?.stop());

const newBrowser = () => createBrowser(shop.edgeUrl);

async function makeCode(browser: Browser): Promise<string> {
  const { status, json } = await browser.post('recovery');
  expect(status).toBe(201);
  return recoveryReply.parse(json()).code;
}

const entered = async (browser: Browser) => (await browser.post('enter')).json()['state'];

/** Inside, so that everybody else waits. */
async function fillRoom(): Promise<Browser> {
  const first = newBrowser();
  await first.post('join');
  await expect.poll(() => entered(first)).toBe('active');
  return first;
}

describe('a recovery code', () => {
  it('moves a waiting place: the old browser is refused, the new one enters under the number', async () => {
    const first = await fillRoom();
    const [old, next] = [newBrowser(), newBrowser()];
    const { number } = (await old.post('join')).json();
    const { number: own } = (await next.post('join')).json();
    expect(own).not.toBe(number);
    const moved = await next.post('recovery/claim', { body: { code: await makeCode(old) } });
    expect([moved.status, moved.json()['number']]).toEqual([202, number]);
    expect(await next.status()).toMatchObject({ number });
    await first.post('leave');
    await expect.poll(() => entered(next)).toBe('active');
    const refused = await old.post('enter');
    expect([refused.status, refused.json()['code']]).toEqual([403, 'place_ended']);
    expect(old.cookies).toEqual({});
    // The place that the new browser had before was given up: nobody stands in the way of the next one.
    await next.post('leave');
    const last = newBrowser();
    await last.post('join');
    await expect.poll(() => entered(last)).toBe('active');
    await last.post('leave');
  });

  it('says where to open it, also as a picture', async () => {
    const first = await fillRoom();
    const { code, url, qr } = recoveryReply.parse((await first.post('recovery')).json());
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(new URL(url)).toMatchObject({ pathname: '/', hash: `#recover=${code}` });
    expect(new URL(url).port).toBe(new URL(shop.edgeUrl).port);
    expect(qr).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^]*<\/svg>$/);
    await first.post('leave');
  });

  it('moves a place that is inside with its session', async () => {
    const [old, next] = [await fillRoom(), newBrowser()];
    await next.post('recovery/claim', { body: { code: await makeCode(old) } });
    await expect.poll(() => entered(next)).toBe('active');
    expect((await next.get('/api/concerts')).status).toBe(200);
    expect((await old.get('/api/wallet')).status).toBe(403);
    await next.post('leave');
  });

  it('is claimed by one of twenty browsers at once', async () => {
    const old = await fillRoom();
    const code = await makeCode(old);
    const claims = Array.from({ length: 20 }, async () => {
      const { status, json } = await newBrowser().post('recovery/claim', { body: { code } });
      return status < 300 ? 'won' : json()['code'];
    });
    const outcomes = await Promise.all(claims);
    expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'recovery_code_unknown')).toHaveLength(19);
  });

  it.each([
    ['by its key', { 'idempotency-key': 'a-key-of-this-browser' }],
    ['by the place that it came with', {}],
  ])('gives the same place again to a browser that lost the answer, %s', async (_how, headers) => {
    const [old, next] = [newBrowser(), newBrowser()];
    const { number } = (await old.post('join')).json();
    await next.post('join');
    const sent = { body: { code: await makeCode(old) }, headers };
    await next.postAndLose('recovery/claim', sent);
    const again = await next.post('recovery/claim', sent);
    expect(again.json()['number']).toBe(number);
    const stranger = await newBrowser().post('recovery/claim', { body: sent.body });
    expect(stranger.json()['code']).toBe('recovery_code_unknown');
    await next.post('leave');
  });

  it('is not claimed under a key that others could guess, and stays unused', async () => {
    const [old, next] = [newBrowser(), newBrowser()];
    await old.post('join');
    const body = { code: await makeCode(old) };
    for (const key of ['1', '', 'x'.repeat(65)]) {
      const refused = await next.post('recovery/claim', {
        body,
        headers: { 'idempotency-key': key },
      });
      expect([refused.status, refused.json()['code']], key).toEqual([400, 'invalid_input']);
    }
    expect((await next.post('recovery/claim', { body })).status).toBeLessThan(300);
    await next.post('leave');
  });

  it('is for those who have a place, and not for other sites', async () => {
    const nobody = await newBrowser().post('recovery');
    expect([nobody.status, nobody.json()['code']]).toEqual([403, 'place_required']);
    for (const call of ['recovery', 'recovery/claim']) {
      const headers = { 'sec-fetch-site': 'cross-site' };
      const refused = await newBrowser().post(call, { body: { code: 'X' }, headers });
      expect([refused.status, refused.json()['code']]).toEqual([403, 'cross_site']);
    }
    expect((await newBrowser().get('/rooms/main/recovery')).status).toBe(405);
  });
});
