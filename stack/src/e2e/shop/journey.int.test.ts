import { setTimeout as sleep } from 'node:timers/promises';
import { concertPage, schedulesReply, type ScheduleSummary } from '@frontrow/protocol';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CHROMIUM_ARGS, provideChromium } from '../../testing/chromium.ts';
import { createAppVisitor, type AppVisitor } from './app-visitor.ts';
import { startShopUnderTest, type ShopUnderTest } from './shop-under-test.ts';

const CAPACITY = 5;
const BEFORE_THE_BROWSER = 14;
const AFTER_THE_BROWSER = 15;

let shop: ShopUnderTest;
let browser: Browser;
let page: Page;
let operator: AppVisitor;
let schedule: ScheduleSummary;
let mostActive = 0;
const problems: string[] = [];

beforeAll(async () => {
  shop = await startShopUnderTest({ room: { total_active_users: CAPACITY, claim_seconds: 20 } });
  operator = createAppVisitor(shop.originUrl);
  await operator.logIn(shop.accounts.operator, '/api/admin/logins');
  schedule = await findSchedule();
  browser = await chromium.launch({
    executablePath: await provideChromium(() => undefined),
    args: CHROMIUM_ARGS,
  });
  page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
  page.on('console', (message) => {
    // A refused API call is logged by the browser itself; everything else is a fault of the pages.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      problems.push(message.text());
    }
  });
  page.on('pageerror', (error) => problems.push(String(error)));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await shop?.stop();
});

/** A visitor who goes in, looks, and leaves again, so that the places before it go by. */
async function findSchedule(): Promise<ScheduleSummary> {
  const scout = createAppVisitor(shop.edgeUrl);
  await scout.join();
  await scout.enter();
  const concerts = concertPage.parse((await scout.call('/api/concerts')).body);
  for (const { id } of concerts.items) {
    const reply = await scout.call(`/api/concerts/${id}/schedules`);
    const found = schedulesReply.parse(reply.body).items.find(({ seatsLeft }) => seatsLeft > 20);
    if (found !== undefined) {
      await scout.leave();
      return found;
    }
  }
  throw new Error('the demo shop has no date with seats left');
}

async function join(count: number): Promise<AppVisitor[]> {
  const visitors = Array.from({ length: count }, () => createAppVisitor(shop.edgeUrl));
  for (const visitor of visitors) {
    await visitor.join();
  }
  return visitors;
}

/** Waits for its turn as told, enters, looks at the concerts, and leaves. */
async function visitOnce(visitor: AppVisitor): Promise<void> {
  expect(await visitor.waitForTurn()).toMatchObject({ state: 'active' });
  expect((await visitor.call('/api/concerts')).status).toBe(200);
  await visitor.leave();
}

async function watchActive(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { body } = await operator.call('/api/admin/rooms/main');
    const { live } = body as { live: { active: number } | null };
    mostActive = Math.max(mostActive, live?.active ?? 0);
    await sleep(100);
  }
}

describe('30 visitors, a room of five', () => {
  it(
    'lets the browser wait, go in, buy two seats and see the ticket',
    { timeout: 120_000 },
    async () => {
      const watching = new AbortController();
      onTestFinished(() => watching.abort());
      const watched = watchActive(watching.signal);

      const first = await join(BEFORE_THE_BROWSER);
      const inside = first.slice(0, CAPACITY);
      await expect
        .poll(async () => Promise.all(inside.map(async (one) => (await one.enter()).state)))
        .toEqual(Array.from({ length: CAPACITY }, () => 'active'));

      await page.goto(`${shop.edgeUrl}/schedules/${schedule.id}`);
      await expectWaiting();
      const last = await join(AFTER_THE_BROWSER);

      for (const visitor of inside) {
        await visitor.leave();
      }
      const others = Promise.all([...first.slice(CAPACITY), ...last].map(visitOnce));
      await page.getByRole('heading', { name: 'Choose your seats' }).waitFor({ timeout: 60_000 });
      await others;

      await logIn();
      await holdTwoSeats();
      await pay();

      watching.abort();
      await watched;
      expect(mostActive).toBeGreaterThan(0);
      expect(mostActive).toBeLessThanOrEqual(CAPACITY);
      expect(problems).toEqual([]);
    },
  );
});

async function expectWaiting(): Promise<void> {
  const shown = await page.locator('body').innerText();
  expect(shown).toMatch(/ahead/i);
  expect(await page.title()).toMatch(/\(\d+\)/);
}

async function logIn(): Promise<void> {
  const { email, password } = shop.accounts.buyers[0] ?? { email: '', password: '' };
  await page.getByRole('link', { name: 'Log in' }).first().click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
}

async function holdTwoSeats(): Promise<void> {
  await page.goto(`${shop.edgeUrl}/schedules/${schedule.id}`);
  await page
    .getByRole('checkbox', { name: /available/ })
    .first()
    .waitFor();
  const free = await page
    .locator('.seat.is-A')
    .evaluateAll((seats) => seats.slice(0, 2).map((seat) => seat.getAttribute('data-seat')));
  for (const seatNo of free) {
    await page.locator(`.seat[data-seat="${seatNo}"]`).press('Space');
  }
  await page.getByRole('button', { name: 'Hold 2 seats' }).click();
  await page.waitForURL(/\/reservations\/\d+/);
}

async function pay(): Promise<void> {
  await page.getByRole('button', { name: /^Pay / }).click();
  await page.waitForURL(/\/tickets\/[0-9A-Z]{16}/);
  const shown = await page.locator('main').innerText();
  expect(shown).toContain('Paid. Enjoy the show!');
  const code = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const rows = await shop.knex('reservation').where({ ticketCode: code }).select('id', 'status');
  expect(rows).toMatchObject([{ status: 'CONFIRMED' }]);
  const seats = await shop.knex('seat').where({ reservationId: rows[0]?.id, status: 'SOLD' });
  expect(seats).toHaveLength(2);
}
