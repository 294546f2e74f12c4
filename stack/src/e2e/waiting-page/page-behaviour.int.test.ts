import { createDrawOrder, drawCommitment, type RoomStatus } from '@frontrow/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECK, SHOP, startWaitingPages, type WaitingPages } from './page-under-test.ts';

const KEY = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';
const COMMITMENT = drawCommitment(KEY);
const TICKETS = 4_000;
const TICKET = { draw: 9, index: 16 };
const NUMBER = 1 + createDrawOrder(KEY, TICKETS).rankOf(TICKET.index);

let pages: WaitingPages;
let line: RoomStatus;

beforeAll(async () => {
  pages = await startWaitingPages();
  line = pages.line;
}, 120_000);

afterAll(() => pages?.close());

describe('the check of a draw', () => {
  const ticketed: RoomStatus = {
    ...line,
    number: null,
    position: null,
    reason: 'draw',
    ticket: TICKET,
  };
  const open = { id: TICKET.draw, commitment: COMMITMENT, tickets: TICKETS };
  const closed = {
    id: TICKET.draw,
    commitment: COMMITMENT,
    key: KEY,
    version: 'feistel-sha256-1',
    base: 0,
    n: TICKETS,
  };

  async function checked(draw: typeof closed, number: number): Promise<string | null> {
    const { page, close } = await pages.open({
      status: { ...line, ...ticketed, draw: open },
      replies: { status: () => ({ json: { ...line, ticket: TICKET, number, draw } }) },
    });
    await page.click('#draw > summary');
    await page.waitForFunction(`document.querySelector('#draw-hash').textContent.length === 64`);
    await page.click('#draw-check');
    const said = await page.locator('#draw-said').textContent();
    await close();
    return said;
  }

  it('confirms the number by the fingerprint that this browser saw before', async () => {
    const number = NUMBER.toLocaleString('en');
    expect(await checked(closed, NUMBER)).toBe(
      `Your ticket 17 of 4,000 drew number ${number}: checked. The key fits the fingerprint that this browser saw before the start.`,
    );
  });

  it('says clearly when key and fingerprint were changed, or the number is another', async () => {
    const key = KEY.replaceAll('0', '1');
    const changed = { ...closed, key, commitment: drawCommitment(key) };
    expect(await checked(changed, NUMBER)).toMatch(/not right: the fingerprint is another/);
    expect(await checked(closed, NUMBER + 1)).toMatch(/not right: your ticket drew number/);
  });
});

describe('presale codes', () => {
  it('move the visitor to the other line, and say what is wrong with a code', async () => {
    const answers: Record<string, { status?: number; json: unknown }> = {
      GOOD: {
        json: {
          ...line,
          nextPollSeconds: 60,
          lane: 'priority',
          priorityShare: 20,
          number: 3,
          position: 2,
        },
      },
      BAD: { status: 422, json: { code: 'code_unknown' } },
      OLD: { status: 409, json: { code: 'code_used_up' } },
      MANY: { status: 429, json: { code: 'too_many_requests' } },
    };
    const { page, calls, close } = await pages.open({
      status: { ...line, priorityShare: 20, nextPollSeconds: 60 },
      replies: { code: (body) => answers[(body as { code: string }).code] ?? { status: 404 } },
    });
    await page.click('#code > summary');
    const said = async (code: string) => {
      await page.fill('#code-field', code);
      await page.click('#code-form button');
      await page.waitForSelector('#code-form button:not([disabled])', { state: 'attached' });
      return page.locator('#code-said').textContent();
    };
    expect(await said('BAD')).toMatch(/not known/);
    expect(await said('OLD')).toMatch(/used already/);
    expect(await said('MANY')).toMatch(/Too many tries/);
    await said(' GOOD ');
    await page.waitForSelector('#code', { state: 'hidden' });
    expect(await page.locator('#share').textContent()).toMatch(
      /line for visitors with a code.*20 %/,
    );
    expect(await page.locator('#position').textContent()).toBe('2');
    expect(calls.at(-1)).toEqual({ name: 'code', body: { code: 'GOOD' } });
    await close();
  });
});

describe('moving to another device', () => {
  it('shows the code and a picture of it, which is never read as markup', async () => {
    const qr = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="top.hacked=1"><script>top.hacked=1</script><rect width="9" height="9"/></svg>`;
    const { page, problems, close } = await pages.open({
      status: line,
      replies: {
        recovery: () => ({
          status: 201,
          json: { code: '7QJ4-M2XK-9RTB', url: `${SHOP}/#recover=7QJ4-M2XK-9RTB`, qr },
        }),
      },
    });
    await page.click('#device > summary');
    await page.click('#device-make');
    await page.waitForSelector('#device-made:visible');
    expect(await page.locator('#device-code').textContent()).toBe('7QJ4-M2XK-9RTB');
    await page.waitForFunction(`document.querySelector('#device-qr').naturalWidth > 0`);
    expect(await page.locator('#device-qr').getAttribute('alt')).not.toBe('');
    expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
    expect(problems).toEqual([]);
    await close();
  });

  it('says that it is not available where it is not', async () => {
    const { page, close } = await pages.open({ status: line });
    await page.click('#device > summary');
    await page.click('#device-make');
    await page.waitForSelector('#device-said:not(:empty)');
    expect(await page.locator('#device-said').textContent()).toMatch(/not available/);
    await close();
  });

  it('offers the code of a link at once, and takes it out of the address', async () => {
    const { page, calls, close } = await pages.open({
      status: { ...line, nextPollSeconds: 60 },
      hash: '#recover=7QJ4-M2XK-9RTB',
      replies: {
        'recovery/claim': () => ({
          json: { ...line, nextPollSeconds: 60, number: 12, position: 11 },
        }),
      },
    });
    await page.click('#recover-yes');
    await page.waitForSelector('#recover-dialog', { state: 'hidden' });
    expect(await page.locator('#number').textContent()).toBe('12');
    expect(calls).toContainEqual({ name: 'recovery/claim', body: { code: '7QJ4-M2XK-9RTB' } });
    expect(page.url()).toBe(`${SHOP}/concerts/42`);
    await close();
  });
});

describe('the check that a person is here', () => {
  const WIDGET = `window.turnstile = {
    render(element, options) { window.options = options; setTimeout(() => options.callback('token-1')); return 'w'; },
    reset() { setTimeout(() => window.options.callback('token-2')); },
  };`;

  it('joins with the token, tries again with a new one, and goes on in the line', async () => {
    const { page, calls, problems, close } = await pages.open({
      status: { ...pages.samples['challenge'], nextPollSeconds: null } as RoomStatus,
      checkScript: WIDGET,
      replies: {
        join: (body) =>
          (body as { turnstile: string }).turnstile === 'token-2'
            ? { json: line }
            : { status: 403, json: { code: 'challenge_failed' } },
      },
    });
    await page.waitForSelector('#notice:visible');
    expect(await page.locator('#notice').textContent()).toMatch(/did not work/);
    await page.waitForSelector('[data-situation=waiting]');
    const joins = calls.filter(({ name }) => name === 'join').map(({ body }) => body);
    expect(joins).toEqual([{ turnstile: 'token-1' }, { turnstile: 'token-2' }]);
    expect(problems).toEqual([]);
    await close();
  });

  it('is the only foreign script that the policy lets in, and only when it is asked for', async () => {
    const { page, problems, close } = await pages.open({ status: line, checkScript: WIDGET });
    await page.evaluate(
      `document.head.append(Object.assign(document.createElement('script'), { src: '${CHECK}/api.js' }))`,
    );
    await expect.poll(() => problems.join()).toMatch(/Content Security Policy/);
    await close();
  });
});
