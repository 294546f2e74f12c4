import { mkdirSync } from 'node:fs';
import { concertPage, schedulesReply } from '@frontrow/protocol';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { CHROMIUM_ARGS, provideChromium } from '../../testing/chromium.ts';
import { startShopUnderTest, type ShopUnderTest } from './shop-under-test.ts';

/** Minutes. The warning comes 20 seconds before the end. */
const SESSION = 0.5;
const SOON = { timeout: 25_000 };
const LONG = { timeout: 120_000 };

let shop: ShopUnderTest;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  shop = await startShopUnderTest({ room: { session_duration: SESSION }, origins: 1 });
  browser = await chromium.launch({
    executablePath: await provideChromium(() => undefined),
    args: CHROMIUM_ARGS,
  });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await shop?.stop();
});

beforeEach(async () => {
  await context?.close();
  problems.length = 0;
  context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1100, height: 760 } });
  page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      problems.push(message.text());
    }
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await logIn();
});

async function logIn(buyer = 0): Promise<void> {
  const { email, password } = shop.accounts.buyers[buyer] ?? { email: '', password: '' };
  await page.goto(`${shop.edgeUrl}/login?next=/wallet`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Wallet', exact: true }).waitFor();
}

/** Pictures for whoever wants to look: SCREENSHOTS names a folder. */
async function look(name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/${name}.png` });
  }
}

function sentKeys(path: string): (string | undefined)[] {
  const keys: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === path) {
      keys.push(request.headers()['idempotency-key']);
    }
  });
  return keys;
}

const warning = () => page.getByRole('region', { name: 'Your time in the shop' });
const over = () => page.getByRole('alertdialog', { name: 'Your time in the shop is over' });
const charges = () => shop.knex('ledger').where({ kind: 'CHARGE', amount: 7000 });

it(
  'warns before the end, and keeps the place by keyboard alone, without moving the focus',
  LONG,
  async () => {
    const amount = page.getByLabel('Amount in points');
    await amount.fill('7000');
    await warning().waitFor(SOON);
    expect(await amount.evaluate((field) => field.matches(':focus'))).toBe(true);
    expect(await warning().innerText()).toMatch(/ends in 0:\d\d\.\s+Keep my place/);
    await look('ending');
    await page.getByRole('button', { name: 'Keep my place' }).press('Enter');
    await warning().waitFor({ state: 'detached' });
    await page.getByText('Your place is kept.').waitFor({ state: 'attached' });
    expect(await amount.inputValue()).toBe('7000');
    await warning().waitFor(SOON);
    expect(problems).toEqual([]);
  },
);

it(
  'ends calmly: what was typed stays, and what was wished for is done once after the line',
  LONG,
  async () => {
    const before = (await charges()).length;
    const keys = sentKeys('/api/wallet/charges');
    await page.getByLabel('Amount in points').fill('7000');
    await over().waitFor({ timeout: 60_000 });
    await look('over');
    expect(await page.locator(':focus').evaluate((focused) => focused.tagName)).toBe('H2');
    await page.keyboard.press('Escape');
    await over().waitFor({ state: 'detached' });
    expect(await page.getByLabel('Amount in points').inputValue()).toBe('7000');

    await page.getByRole('button', { name: 'Charge 7,000 P' }).click();
    await page.getByRole('alert').filter({ hasText: 'Your turn in the shop is over' }).waitFor();
    await page.getByRole('button', { name: 'Go back to the line' }).click();
    const offer = page.getByRole('region', { name: 'Not done yet' });
    await offer.waitFor(SOON);
    await look('offer');
    expect(await offer.innerText()).toContain('You wanted to charge 7,000 P.');
    expect(await page.getByLabel('Amount in points').inputValue()).toBe('7000');
    expect(await charges()).toHaveLength(before);

    await offer.getByRole('button', { name: 'Try again' }).dblclick();
    await offer.waitFor({ state: 'detached' });
    expect(await charges()).toHaveLength(before + 1);
    // Refused once, done once, and known to the shop as one and the same wish.
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
    await page.reload();
    await page.getByRole('heading', { name: 'Wallet', exact: true }).waitFor();
    expect(await offer.count()).toBe(0);
    expect(problems).toEqual([]);
  },
);

it(
  'says of a fixed session that it cannot be prolonged, in the language of the reader',
  LONG,
  async () => {
    await shop.changeRoom({ disable_session_renewal: true });
    await expect
      .poll(async () => {
        const status = await context.request.get(`${shop.edgeUrl}/rooms/main/status`);
        return ((await status.json()) as { sessionRenews: boolean }).sessionRenews;
      })
      .toBe(false);
    await page.getByRole('button', { name: '한국어' }).click();
    const bar = page.getByRole('region', { name: '이용 시간' });
    await bar.waitFor({ timeout: 30_000 });
    await page.setViewportSize({ width: 360, height: 720 });
    await look('fixed-ko-phone');
    expect(await bar.innerText()).toContain('연장할 수 없습니다');
    expect(await bar.getByRole('button').count()).toBe(0);
    await shop.changeRoom({ disable_session_renewal: false });
    expect(problems).toEqual([]);
  },
);

/** A seat whose hold the room refuses, since the place had gone; back through the line it is offered again. */
async function wantSeatWithoutPlace(): Promise<Locator> {
  await page.goto(`${shop.edgeUrl}/schedules/${await findSchedule()}`);
  const seat = page.getByRole('checkbox', { name: /available/ }).first();
  await seat.waitFor();
  await seat.press('Space');
  await context.request.post(`${shop.edgeUrl}/rooms/main/leave`);
  await page.getByRole('button', { name: 'Hold 1 seat' }).click();
  await over().waitFor(SOON);
  await over().getByRole('button', { name: 'Go back to the line' }).click();
  const offer = page.getByRole('region', { name: 'Not done yet' });
  await offer.waitFor(SOON);
  return offer;
}

it('offers nothing of somebody who logged out to whoever logs in next', LONG, async () => {
  const offer = await wantSeatWithoutPlace();
  await page.locator('.account-menu summary').click();
  await page.getByRole('button', { name: 'Log out' }).click();
  await offer.waitFor({ state: 'detached' });
  await logIn(1);
  expect(await offer.count()).toBe(0);
  expect(problems).toEqual([]);
});

it('offers seats again that were wanted after the place had gone', LONG, async () => {
  const offer = await wantSeatWithoutPlace();
  await page
    .getByRole('checkbox', { name: /available/ })
    .first()
    .waitFor();
  await look('offer-seats');
  expect(await offer.evaluate((section) => section.getBoundingClientRect().top)).toBeGreaterThan(
    50,
  );
  expect(await offer.innerText()).toMatch(/You wanted to hold Section .+, row .+, seat .+\./);
  await offer.getByRole('button', { name: 'Try again' }).click();
  await page.waitForURL(/\/reservations\/\d+/);
  await page.getByText('Held for you').waitFor();
  expect(problems).toEqual([]);
});

async function findSchedule(): Promise<number> {
  const read = async (path: string) => (await context.request.get(`${shop.edgeUrl}${path}`)).json();
  for (const { id } of concertPage.parse(await read('/api/concerts')).items) {
    const { items } = schedulesReply.parse(await read(`/api/concerts/${id}/schedules`));
    const found = items.find(({ seatsLeft }) => seatsLeft > 20);
    if (found !== undefined) {
      return found.id;
    }
  }
  throw new Error('the demo shop has no date with seats left');
}
