import { mkdirSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { CHROMIUM_ARGS, provideChromium } from '../../testing/chromium.ts';
import { startEdgeUnderTest, type EdgeUnderTest } from './edge-under-test.ts';

let edge: EdgeUnderTest;
let browser: Browser;

beforeAll(async () => {
  edge = await startEdgeUnderTest();
  browser = await chromium.launch({
    executablePath: await provideChromium(() => undefined),
    args: CHROMIUM_ARGS,
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await edge?.stop();
});
beforeEach(() => {
  edge.origin.room.calledUpTo = 0;
  edge.origin.calls.length = 0;
  edge.origin.script.answer = ({ target }) =>
    target.startsWith('/api/') ? { status: 200, body: { done: true } } : undefined;
});

const FORM = `<!doctype html><title>Order</title>
<form method="post" action="/api/orders?from=7" enctype="multipart/form-data">
<input name="seat" value="A-12"><textarea name="note">two
lines & "quotes"</textarea><input name="file" type="file"><input name="password" value="hunter2">
<button>Order</button></form>`;

/** A page of the shop with a plain form, filled in and sent by somebody who is not inside any more. */
async function sendForm(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.route('**/concerts/7', (route) =>
    route.fulfill({ contentType: 'text/html', body: FORM }),
  );
  await page.goto(`${edge.url}/concerts/7`);
  await page.getByRole('button', { name: 'Order' }).click();
  await page.locator('#kept-form').waitFor({ state: 'attached' });
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }
}

const orders = () => edge.origin.forwarded().filter(({ method }) => method === 'POST');

it('waits with the form, enters, and leaves it to the visitor to send it again', async () => {
  const page = await sendForm();
  await page.getByText('It has not been sent; once it is your turn you can send it.').waitFor();
  expect(await page.getByRole('button', { name: 'Send it now' }).count()).toBe(0);
  expect(await page.content()).not.toContain('hunter2');
  await look(page, 'kept-waiting');

  edge.origin.room.calledUpTo = edge.origin.room.issued;
  const send = page.getByRole('button', { name: 'Send it now' });
  await send.waitFor({ timeout: 45_000 });
  await look(page, 'kept-ready');
  expect(orders()).toEqual([]);
  expect(new URL(page.url()).pathname).toBe('/api/orders');

  await page.getByLabel(/Please enter it again: password/).fill('hunter2');
  await send.click();
  await page.getByText('"done":true').waitFor();
  const [order] = orders();
  expect([orders().length, order?.target]).toEqual([1, '/api/orders?from=7']);
  expect(order?.body).toContain('two\r\nlines & "quotes"');
  expect(order?.body).toMatch(/name="seat"\s+A-12\s/);
  expect(order?.body).toMatch(/name="password"\s+hunter2\s/);
  expect(order?.body).toMatch(/name="file"/);
});

it('works without scripts: the same button sends it until it is its turn', async () => {
  const page = await sendForm({ javaScriptEnabled: false });
  // What stands in <noscript> is no text to Playwright, but it is shown.
  const again = page.locator('#kept-form noscript button');
  await again.waitFor();
  await look(page, 'kept-no-script');
  await page.getByLabel(/password/).fill('hunter2');
  await again.click();
  await page.waitForLoadState();
  expect([await again.innerText(), orders()]).toEqual(['Try again', []]);
  edge.origin.room.calledUpTo = edge.origin.room.issued;
  await expect
    .poll(async () => {
      if (await again.isVisible()) {
        await page.getByLabel(/password/).fill('hunter2');
        await again.click();
        await page.waitForLoadState();
      }
      return orders().length;
    })
    .toBe(1);
  await page.getByText('"done":true').waitFor();
});

it('keeps nothing that another site has sent', async () => {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.route('http://evil.test/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: FORM.replace('/api/orders', `${edge.url}/api/orders`),
    }),
  );
  await page.goto('http://evil.test/');
  await page.getByRole('button', { name: 'Order' }).click();
  await page.waitForURL(/\/api\/orders/);
  expect(await page.content()).not.toContain('A-12');
  expect(await page.locator('form').count()).toBe(0);
});
