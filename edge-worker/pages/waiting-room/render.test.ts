import { describe, expect, it } from 'vitest';
import { renderWaitingPage, type WaitingPage } from './render.ts';
import { HOSTILE_TEXTS } from './testing/hostile-texts.ts';
import { lineStatus } from './testing/statuses.ts';

function page(changes: Partial<WaitingPage> = {}): string {
  return renderWaitingPage({
    status: lineStatus(),
    language: 'en',
    wanted: '/concerts/42',
    nonce: 'bm9uY2U',
    clientScript: '0',
    theme: null,
    ...changes,
  });
}

/** Tags with the names of their attributes: what a payload must not be able to change. */
function skeleton(html: string): string[] {
  const tags = html.match(/<[!/]?[a-z][^>]*>/gi) ?? [];
  return tags.map((tag) => tag.replace(/="[^"]*"/g, ''));
}

function served(html: string): unknown {
  const json = /<script type="application\/json" id="frontrow">(.*?)<\/script>/s.exec(html)?.[1];
  return JSON.parse(json ?? 'null');
}

describe('renderWaitingPage against hostile input', () => {
  it.each(HOSTILE_TEXTS)('is the same document whatever is wanted: %j', (text) => {
    for (const wanted of [text, `/concerts/${text}`, `/concerts?next=${text}`]) {
      const html = page({ wanted });
      expect(skeleton(html)).toEqual(skeleton(page()));
      expect(html.match(/href="[^"]*"/g)).toHaveLength(4);
      expect(html).not.toMatch(/href="(?!data:image\/svg|\/(?![/\\]))/);
      expect(served(html)).toMatchObject({ wanted: expect.stringMatching(/^\/(?!\/)/) });
    }
  });

  it.each(HOSTILE_TEXTS)('is the same document whatever the status says: %j', (text) => {
    const fields = ['room', 'number', 'position', 'ahead', 'waiting', 'etaSeconds', 'progress'];
    const hostile = Object.fromEntries(fields.map((field) => [field, text]));
    const status = { ...lineStatus(), ...hostile };
    const html = page({ status });
    expect(skeleton(html)).toEqual(skeleton(page()));
    expect(served(html)).toMatchObject({ status: { room: text } });
  });

  it.each(HOSTILE_TEXTS)('is the same document whatever the operator says: %j', (text) => {
    const saying = (message: string) => page({ status: lineStatus({ message }) });
    expect(skeleton(saying(text))).toEqual(skeleton(saying('Back at eight.')));
    expect(served(saying(text))).toMatchObject({ status: { message: text } });
  });

  it('keeps a nonce inside its attribute', () => {
    expect(skeleton(page({ nonce: '"><script>alert(1)</script>' }))).toEqual(skeleton(page()));
  });
});

describe('renderWaitingPage under its content security policy', () => {
  it('gives the nonce to the only style and the only running script', () => {
    const html = page();
    expect(html.match(/<style nonce="bm9uY2U">/g)).toHaveLength(1);
    expect(html.match(/<script nonce="bm9uY2U">/g)).toHaveLength(1);
    expect(html.match(/<(?:style|script)\b/g)).toHaveLength(3);
  });

  it('has no style attribute, no handler attribute and no address but its own', () => {
    const html = page();
    expect(html).not.toMatch(/<[^>]*\s(?:style|on\w+)=/i);
    expect(html).not.toMatch(/\s(?:src|action)=|url\(|@import/i);
  });
});

describe('renderWaitingPage without JavaScript', () => {
  it('shows everything in the document and renews itself at its own address', () => {
    const html = page({ status: lineStatus({ nextPollSeconds: 12.3 }) });
    expect(html).toContain('<noscript><meta http-equiv="refresh" content="13"></noscript>');
    expect(html).toContain('This page renews itself every 13 seconds.');
    expect(html).toContain('<noscript><p class="keep">');
    for (const text of ['>1,240<', 'at most 1,239', '12–15 min', '>48,213<', 'value="0.42"']) {
      expect(html).toContain(text);
    }
  });

  it('hides what only a script can serve', () => {
    expect(page()).toMatch(/id="language"[^>]* hidden/);
    expect(page()).toMatch(/id="leave"[^>]* hidden/);
    expect(page()).toMatch(/<div hidden><dt data-text="updated"/);
    expect(page()).toMatch(/id="panels" hidden/);
  });

  it('reloads seldom where the poll would be quick', () => {
    expect(page({ status: lineStatus({ nextPollSeconds: 1 }) })).toContain('content="5"');
  });

  it('does not renew a page of a room that says it stays closed', () => {
    const status = lineStatus({ state: 'rejecting', number: null, nextPollSeconds: null });
    expect(page({ status })).not.toContain('http-equiv="refresh"');
  });
});

describe('renderWaitingPage in three languages', () => {
  it.each([
    ['ko', '입장 대기 중입니다', '최대 1,239명'],
    ['en', 'You are in line', 'at most 1,239'],
    ['ja', 'お並びいただいています', '最大 1,239人'],
  ] as const)('speaks %s and says so', (language, headline, ahead) => {
    const html = page({ language });
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain(`<h1 id="headline">${headline}</h1>`);
    expect(html).toContain(ahead);
    expect(html).toContain(`<title>(1,240) ${headline} · Frontrow</title>`);
  });
});

describe('renderWaitingPage for a check that a person is here', () => {
  const status = lineStatus({ state: 'challenge', number: null, nextPollSeconds: null });

  it('says without JavaScript that it is needed, and does not renew itself for nothing', () => {
    const html = page({ status });
    expect(html).toContain('<noscript><p class="why">This check needs JavaScript.');
    expect(html).not.toContain('http-equiv="refresh"');
    expect(page()).not.toContain('needs JavaScript');
  });
});

describe('renderWaitingPage once all is sold', () => {
  it('links to the other concerts, without a script too', () => {
    const status = lineStatus({ state: 'rejecting', reason: 'sold_out', number: null });
    expect(page({ status })).toMatch(/<a [^>]*href="\/" data-text="otherConcerts">/);
  });
});
