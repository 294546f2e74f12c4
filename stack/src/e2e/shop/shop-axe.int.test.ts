import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../../testing/axe.ts';
import { CHROMIUM_ARGS, provideChromium } from '../../testing/chromium.ts';
import { type ShopUnderTest, startShopUnderTest } from './shop-under-test.ts';

const DESK = { width: 1280, height: 800 };
const DATES = 'main a[href^="/schedules/"]';
const PHONE = { width: 390, height: 844 };

let shop: ShopUnderTest;
let browser: Browser;
/** Who is logged in, and somebody who is not. */
let buyer: Page;
let stranger: Page;

beforeAll(async () => {
  shop = await startShopUnderTest({ origins: 1, room: { total_active_users: 100 } });
  browser = await chromium.launch({
    executablePath: await provideChromium(() => undefined),
    args: CHROMIUM_ARGS,
  });
  [buyer, stranger] = await Promise.all([newPage(), newPage()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await shop?.stop();
});

/** With motion off, so that no colour is judged half way to another. */
async function newPage(): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: DESK,
    reducedMotion: 'reduce',
  });
  return context.newPage();
}

/** Of the page as it stands: light on a desk, dark on a phone. */
async function violations(page: Page): Promise<string[]> {
  await page.waitForLoadState('networkidle');
  const onDesk = await axeViolations(page, 'light, on a desk');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(PHONE);
  const onPhone = await axeViolations(page, 'dark, on a phone');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(DESK);
  return [...onDesk, ...onPhone];
}

async function open(page: Page, path: string, heading: RegExp): Promise<void> {
  await page.goto(`${shop.edgeUrl}${path}`);
  await page.getByRole('heading', { name: heading }).first().waitFor();
}

describe('axe finds nothing in the shop', { timeout: 60_000 }, () => {
  it.each([
    ['the concerts', '/', /concerts/i],
    ['a page that is not there', '/nowhere', /./],
    ['the log-in', '/login', /log in/i],
    ['the sign-up', '/signup', /sign up|account/i],
    ['tickets of somebody who is not logged in', '/tickets', /./],
    ['the wallet of somebody who is not logged in', '/wallet', /./],
  ])('on %s', async (_what, path, heading) => {
    await open(stranger, path, heading);
    expect(await violations(stranger)).toEqual([]);
  });

  it('on a concert and its dates', async () => {
    await openConcert(stranger);
    expect(await violations(stranger)).toEqual([]);
  });

  it('when the password is wrong', async () => {
    await logIn(stranger, 'not-the-password');
    await stranger.getByRole('alert').first().waitFor();
    expect(await violations(stranger)).toEqual([]);
  });

  it('from choosing seats to the ticket', async () => {
    await logIn(buyer, shop.accounts.buyers[0]?.password ?? '');
    await buyer.waitForURL((url) => !url.pathname.startsWith('/login'));
    await openConcert(buyer);
    await buyer.locator(DATES).first().click();
    await buyer.locator('.seat.is-A').first().waitFor();
    expect(await violations(buyer), 'nothing chosen').toEqual([]);

    await chooseTwoSeats(buyer);
    expect(await violations(buyer), 'two seats chosen').toEqual([]);

    await buyer.getByRole('button', { name: 'Hold 2 seats' }).click();
    await buyer.waitForURL(/\/reservations\/\d+/);
    await buyer.getByRole('button', { name: /^Pay / }).waitFor();
    expect(await violations(buyer), 'held').toEqual([]);

    await buyer.getByRole('button', { name: /^Pay / }).click();
    await buyer.waitForURL(/\/tickets\/[0-9A-Z]{16}/);
    expect(await violations(buyer), 'the ticket').toEqual([]);
  });

  it.each([
    ['tickets', '/tickets', /tickets/i],
    ['wallet', '/wallet', /wallet/i],
  ])("on a buyer's %s", async (_what, path, heading) => {
    await open(buyer, path, heading);
    expect(await violations(buyer)).toEqual([]);
  });

  it('but does find a fault that is there', async () => {
    await open(stranger, '/login', /log in/i);
    await stranger.evaluate(`document.querySelector('main h1').style.color = '#bbb'`);
    expect(await violations(stranger)).not.toEqual([]);
  });
});

async function openConcert(page: Page): Promise<void> {
  await page.goto(shop.edgeUrl);
  await page.locator('main a[href^="/concerts/"]').first().click();
  await page.locator(DATES).first().waitFor();
}

async function logIn(page: Page, password: string): Promise<void> {
  await page.goto(`${shop.edgeUrl}/login`);
  await page.getByLabel('E-mail').fill(shop.accounts.buyers[0]?.email ?? '');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

async function chooseTwoSeats(page: Page): Promise<void> {
  const free = await page
    .locator('.seat.is-A')
    .evaluateAll((seats) => seats.slice(0, 2).map((seat) => seat.getAttribute('data-seat')));
  for (const seatNo of free) {
    await page.locator(`.seat[data-seat="${seatNo}"]`).press('Space');
  }
}
