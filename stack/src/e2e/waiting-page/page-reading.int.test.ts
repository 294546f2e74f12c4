import type { RoomStatus } from '@frontrow/protocol';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWaitingPages, type WaitingPages } from './page-under-test.ts';

let pages: WaitingPages;
let line: RoomStatus;

beforeAll(async () => {
  pages = await startWaitingPages();
  line = pages.line;
}, 120_000);

afterAll(() => pages?.close());

const focused = (page: Page) =>
  page.evaluate<string>(`(() => {
    const element = document.activeElement;
    return element.id || (element.parentElement.id + ' ' + element.localName);
  })()`);

describe('the page without a mouse', () => {
  it('is reached from top to bottom by Tab alone, each stop with a visible ring', async () => {
    const { page, close } = await pages.open({ status: { ...line, priorityShare: 20 } });
    await page.waitForSelector('#panels:visible');
    const stops: string[] = [];
    for (let presses = 0; presses < 5; presses += 1) {
      await page.keyboard.press('Tab');
      stops.push(await focused(page));
      const ring = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
      expect(ring).toBe('solid');
    }
    const expected = ['language', 'leave', 'alerts summary', 'code summary', 'device summary'];
    expect(stops).toEqual(expected);
    await close();
  });

  it('unfolds, types, toggles and leaves by keys', async () => {
    const { page, calls, close } = await pages.open({
      status: { ...line, nextPollSeconds: 60 },
      replies: { leave: () => ({ json: {} }) },
    });
    await page.focus('#alerts > summary');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('alert-sound');
    await page.keyboard.press('Space');
    expect(await page.isChecked('#alert-sound')).toBe(true);
    await page.focus('#leave');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('stay');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('leave');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-situation=left]');
    expect(await focused(page)).toBe('again');
    expect(calls.map(({ name }) => name)).toContain('leave');
    await close();
  });
});

describe('what the page tells', () => {
  it('gives the reason when the wait grows, and holds it back without one', async () => {
    let told: RoomStatus = { ...line, etaSeconds: 1_500, etaLatestSeconds: 2_400 };
    const { page, calls, close } = await pages.open({
      status: line,
      replies: { status: () => ({ json: told }) },
    });
    await expect.poll(() => calls.length).toBe(1);
    expect(await page.locator('#wait').textContent()).toMatch(/^1[12]–1[45] min$/);
    told = { ...told, reason: 'slow_shop' };
    await page.waitForSelector('#later:visible');
    expect(await page.locator('#wait').textContent()).toBe('25–40 min');
    expect(await page.locator('#later').textContent()).toMatch(/the shop is slow/);
    await close();
  });

  it('counts down on the server’s clock, whatever this device thinks', async () => {
    const status = pages.samples['prequeue'];
    const { page, close } = await pages.open({
      status: status ?? line,
      before: 'const now = Date.now; Date.now = () => now() + 86_400_000;',
    });
    const left = async () => {
      const [minutes = 0, seconds = 0] = ((await page.locator('#countdown').textContent()) ?? '')
        .split(':')
        .map(Number);
      return 60 * minutes + seconds;
    };
    const first = await left();
    // 12:34 when it was served, and the test machine may be slow.
    expect(first).toBeLessThanOrEqual(754);
    expect(first).toBeGreaterThan(600);
    await expect.poll(left).toBeLessThan(first);
    await close();
  });

  it('speaks three languages, remembers the choice and asks for the operator’s words in it', async () => {
    const { page, close } = await pages.open({ status: line });
    const asked: (string | undefined)[] = [];
    page.on('request', (request) => asked.push(request.headers()['accept-language']));
    await page.selectOption('#language', 'ja');
    expect(await page.locator('h1').textContent()).toBe('お並びいただいています');
    expect(await page.getAttribute('html', 'lang')).toBe('ja');
    await expect.poll(() => asked).toContain('ja');
    await page.reload();
    await expect.poll(() => page.locator('h1').textContent()).toBe('お並びいただいています');
    await close();
  });

  it('says that the connection is lost, keeps what it knew, and goes on afterwards', async () => {
    let isAway = true;
    const { page, close } = await pages.open({
      status: line,
      replies: { status: () => (isAway ? { status: 502, body: 'bad gateway' } : { json: line }) },
    });
    await page.waitForSelector('#notice:visible');
    expect(await page.locator('#notice').textContent()).toMatch(/No connection/);
    expect(await page.locator('#position').textContent()).toBe('1,240');
    isAway = false;
    await page.waitForSelector('#notice', { state: 'hidden' });
    await close();
  });

  it('shows everything without JavaScript, and how to look again', async () => {
    const { page, close } = await pages.open({
      status: line,
      context: { javaScriptEnabled: false },
    });
    expect(await page.locator('#position').textContent()).toBe('1,240');
    // This browser keeps what stands in `noscript` as text while its scripts are off only for the test.
    expect((await page.locator('noscript').allTextContents()).join()).toContain('Look now');
    expect(await page.locator('#language').isVisible()).toBe(false);
    expect(await page.locator('#panels').isVisible()).toBe(false);
    await close();
  });
});

describe('the signals of one’s turn', () => {
  const RECORD = `
    globalThis.log = [];
    Object.assign(Notification, { requestPermission: async () => { log.push('asked'); return 'granted'; } });
    Object.defineProperty(Notification, 'permission', { get: () => (log.includes('asked') ? 'granted' : 'default') });
    const permission = globalThis.Notification;
    globalThis.Notification = class extends EventTarget {
      static requestPermission = permission.requestPermission;
      static get permission() { return log.includes('asked') ? 'granted' : 'default'; }
      constructor(title) { super(); log.push('notified: ' + title); }
    };
    navigator.vibrate = () => log.push('vibrated');
    AudioContext.prototype.createOscillator = (make => function () { log.push('tone'); return make.call(this); })(AudioContext.prototype.createOscillator);
  `;

  it('are off, ask for nothing by themselves, and come once when they are turned on', async () => {
    let told: RoomStatus = line;
    const { page, close } = await pages.open({
      status: line,
      before: RECORD,
      replies: { status: () => ({ json: told }) },
    });
    const log = () => page.evaluate<string[]>('log');
    expect(await log()).toEqual([]);
    await page.click('#alerts > summary');
    await page.check('#alert-notification');
    await page.check('#alert-vibration');
    await page.check('#alert-sound');
    await expect.poll(log).toEqual(['asked', 'vibrated', 'tone', 'tone', 'tone']);
    told = { ...line, state: 'called', reason: 'full', position: 1, ahead: 0 };
    await expect.poll(log).toContain('notified: You are next');
    expect((await log()).filter((one) => one === 'tone')).toHaveLength(6);
    expect(await page.title()).toBe('(1) You are next · Frontrow');
    await close();
  });

  it('stay off when the browser refuses', async () => {
    const { page, close } = await pages.open({
      status: line,
      before: `Notification.requestPermission = async () => 'denied'`,
    });
    await page.click('#alerts > summary');
    await page.click('#alert-notification');
    await page.waitForSelector('#alerts-said:not(:empty)');
    expect(await page.isChecked('#alert-notification')).toBe(false);
    await close();
  });
});
