import type { RoomStatus } from '@frontrow/protocol';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../../testing/axe.ts';
import { startWaitingPages, type PageOptions, type WaitingPages } from './page-under-test.ts';

const SITUATIONS = [
  'waiting',
  'crowded',
  'slow_shop',
  'few_seats',
  'slower',
  'draining',
  'paused',
  'holding',
  'away',
  'numberless',
  'early',
  'prequeue',
  'prequeue_in_order',
  'draw',
  'challenge',
  'next',
  'entering',
  'closed',
  'sold_out',
];
const WIDGET = 'window.turnstile = { render: () => "w", reset() {} };';
const THEME = {
  name: 'Seoul Arena',
  accent: '#b0124f',
  background: '#22103a',
  html: '<h2>Tonight</h2><p class="box">At {{position}}: <a href="https://example.com/">more</a></p><ul><li class="soft">One</li></ul>',
};

/** Each situation finds nothing of the one before it. */
const FORGETFUL = 'localStorage.clear(); sessionStorage.clear();';
/** With motion off, so that no colour is judged half way to another. */
const CONTEXT = { reducedMotion: 'reduce' as const };

let pages: WaitingPages;
let page: Page;

beforeAll(async () => {
  pages = await startWaitingPages();
  ({ page } = await pages.open({
    status: statusOf('waiting'),
    context: CONTEXT,
    before: FORGETFUL,
  }));
}, 120_000);

afterAll(() => pages?.close());

function statusOf(situation: string): RoomStatus {
  const status = pages.samples[situation];
  if (status === undefined) {
    throw new Error(`There is no sample of ${situation}.`);
  }
  return status;
}

/** In one browser window for all, where axe is compiled and warm: that takes longer than what it then does. */
const open = (situation: string, options: Partial<PageOptions> = {}) =>
  pages.open({ status: statusOf(situation), checkScript: WIDGET, page, ...options });

/** What axe finds, all of its rules asked: the words of each language, and the colours light and dark. */
async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  const look = async (language: string, colorScheme: 'light' | 'dark') => {
    await page.emulateMedia({ colorScheme });
    found.push(...(await axeViolations(page, `${language}, ${colorScheme}`)));
  };
  for (const language of ['ko', 'en', 'ja']) {
    await page.selectOption('#language', language, { force: true }).catch(() => undefined);
    await look(language, 'light');
  }
  await look('ja', 'dark');
  return found;
}

/** All panels that are there, unfolded. */
async function unfold(): Promise<void> {
  for (const summary of await page.locator('summary:visible').all()) {
    await summary.click();
  }
}

describe('axe finds nothing', () => {
  it('knows every sample', () => {
    expect(Object.keys(pages.samples).sort()).toEqual([...SITUATIONS].sort());
  });

  it.each(SITUATIONS)('in the situation %s, all panels unfolded', async (situation) => {
    const { problems } = await open(situation);
    await page.waitForSelector('#language:not([hidden])');
    await unfold();
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it("in an operator's own colours and words", async () => {
    const { problems } = await open('waiting', { theme: THEME });
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('in the question before leaving, and after', async () => {
    await open('waiting', { replies: { leave: () => ({ json: {} }) } });
    await page.click('#leave');
    expect(await violations(page)).toEqual([]);
    await page.click('#leave-confirm');
    await page.waitForSelector('[data-situation=left]');
    expect(await violations(page)).toEqual([]);
  });

  it('in the question of a recovery link', async () => {
    await open('waiting', { hash: '#recover=7QJ4-M2XK-9RTB' });
    await page.waitForSelector('#recover-dialog[open]');
    expect(await violations(page)).toEqual([]);
  });

  it('where the browser keeps no cookies', async () => {
    const visit = await pages.open({
      status: statusOf('crowded'),
      context: CONTEXT,
      before: `sessionStorage.setItem('frontrow.waiting-room.returns', '1 1 ' + Date.now())`,
      replies: { status: () => ({ status: 403, json: { code: 'place_required' } }) },
    });
    await visit.page.waitForSelector('[data-situation=forgotten]');
    expect(await violations(visit.page)).toEqual([]);
  });

  it('but does find a fault that is there', async () => {
    await open('crowded');
    await page.evaluate(`document.querySelector('#sentence').style.color = '#888'`);
    expect(await violations(page)).not.toEqual([]);
  });
});
