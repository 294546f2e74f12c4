import { setTimeout as sleep } from 'node:timers/promises';
import { createdCodes } from '@frontrow/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppVisitor, type AppVisitor } from '../shop/app-visitor.ts';
import { startShopUnderTest, type ShopUnderTest } from '../shop/shop-under-test.ts';
import { createBrowser, type Browser } from './browser.ts';

const SHARE = 50;
let shop: ShopUnderTest;
let operator: AppVisitor;

beforeAll(async () => {
  shop = await startShopUnderTest({
    room: { total_active_users: 1, queue_all: true, priority_share: SHARE },
    origins: 2,
  });
  operator = createAppVisitor(shop.edgeUrl);
  await operator.logIn(shop.accounts.operator, '/api/admin/logins');
}, 120_000);
afterAll(() => shop?.stop());

async function makeCodes(body: object): Promise<string[]> {
  const reply = await operator.call('/api/admin/rooms/main/codes', { method: 'POST', body });
  expect(reply.status).toBe(201);
  return createdCodes.parse(reply.body).codes;
}

async function join(): Promise<Browser> {
  const browser = createBrowser(shop.edgeUrl);
  expect((await browser.post('join')).json()).toMatchObject({ state: 'waiting' });
  return browser;
}

async function codeOf(answer: ReturnType<Browser['post']>): Promise<unknown> {
  const { status, json } = await answer;
  return [status, json()['code']];
}

describe('a presale code', () => {
  it('gives a number of the priority lane, the same again for the same browser', async () => {
    const [code = ''] = await makeCodes({ count: 1, uses: 1 });
    const [fan, other] = [await join(), await join()];
    await fan.postAndLose('code', { body: { code } });
    const answer = await fan.post('code', { body: { code: code.toLowerCase() } });
    expect(answer).toMatchObject({ status: 202 });
    const { number } = answer.json();
    expect(answer.json()).toMatchObject({ lane: 'priority', priorityShare: SHARE, position: 1 });
    expect(await fan.status()).toMatchObject({ lane: 'priority', number, state: 'waiting' });
    expect(await codeOf(other.post('code', { body: { code } }))).toEqual([409, 'code_used_up']);
    const shown = () => other.status();
    await expect.poll(shown).toMatchObject({ lane: 'main', priorityShare: SHARE });
    expect((await fan.post('code', { body: { code } })).json()).toMatchObject({ number });
    await Promise.all([fan.post('leave'), other.post('leave')]);
  });

  it('is refused where it is not known, or revoked, or not sent as one', async () => {
    const fan = await join();
    const [code = ''] = await makeCodes({ label: 'press', uses: 5 });
    const list = await operator.call('/api/admin/rooms/main/codes');
    const [{ batch } = { batch: 0 }] = list.body['items'] as { batch: number }[];
    await operator.call(`/api/admin/rooms/main/codes/${batch}`, { method: 'DELETE' });
    expect(await codeOf(fan.post('code', { body: { code } }))).toEqual([422, 'code_unknown']);
    expect(await codeOf(fan.post('code', { body: { code: 'X' } }))).toEqual([422, 'code_unknown']);
    expect(await codeOf(fan.post('code', { body: {} }))).toEqual([400, 'invalid_input']);
    expect(await codeOf(fan.post('code'))).toEqual([415, 'media_type_unsupported']);
    const elsewhere = { body: { code }, headers: { 'sec-fetch-site': 'cross-site' } };
    expect(await codeOf(fan.post('code', elsewhere))).toEqual([403, 'cross_site']);
    const nobody = createBrowser(shop.edgeUrl);
    const placeless = nobody.post('code', { body: { code } });
    expect(await codeOf(placeless)).toEqual([403, 'place_required']);
    await fan.post('leave');
  });

  it('stops a place that tries one after the other, and says for how long', async () => {
    const fan = await join();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await fan.post('code', { body: { code: `TRY-${attempt}` } });
    }
    const { status, headers, json } = await fan.post('code', { body: { code: 'ONE-MORE' } });
    expect([status, json()['code']]).toEqual([429, 'too_many_requests']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    await fan.post('leave');
  });

  it('lets its lane have its share of the calls, before all who joined the main lane earlier', async () => {
    const main = [await join(), await join(), await join()];
    const fans = [await join(), await join(), await join()];
    const [word = ''] = await makeCodes({ code: 'FANCLUB2026', uses: 3 });
    for (const fan of fans) {
      await fan.post('code', { body: { code: word } });
    }
    await shop.changeRoom({ queue_all: false });
    const order = await orderOfEntries([...main, ...fans]);
    const lanes = order.map((browser) => (fans.includes(browser) ? 'priority' : 'main'));
    // Calls alternate. Two may be out at a time, and then the one that asks first enters first.
    const early = lanes.slice(0, 3).filter((lane) => lane === 'priority').length;
    expect([1, 2], lanes.join()).toContain(early);
    expect(order.filter((browser) => fans.includes(browser))).toEqual(fans);
    expect(order.filter((browser) => main.includes(browser))).toEqual(main);
  });
});

/** Everybody tries to enter until all have been inside, one after the other. */
async function orderOfEntries(browsers: Browser[]): Promise<Browser[]> {
  const order: Browser[] = [];
  for (let round = 0; round < 150 && order.length < browsers.length; round += 1) {
    const outside = browsers.filter((browser) => !order.includes(browser));
    for (const browser of outside) {
      if ((await browser.post('enter')).json()['state'] === 'active') {
        order.push(browser);
        await browser.post('leave');
      }
    }
    await sleep(200);
  }
  return order;
}
