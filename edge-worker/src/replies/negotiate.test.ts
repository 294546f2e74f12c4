import { describe, expect, it } from 'vitest';
import { acceptsJson, isNavigation, preferredLanguage } from './negotiate.ts';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const ask = (headers: Record<string, string>, method = 'GET') =>
  new Request('http://edge.test/', { method, headers });

describe('isNavigation', () => {
  it.each([
    ['a browser', { accept: BROWSER }, true],
    ['a browser that says so', { accept: '*/*', 'sec-fetch-mode': 'navigate' }, true],
    ['a script', { accept: 'application/json' }, false],
    ['a script that takes anything', { accept: '*/*' }, false],
    ['a client that says nothing', {}, false],
    ['one that likes JSON better', { accept: 'text/html;q=0.5, application/json' }, false],
  ])('tells %s', (_who, headers, expected) => {
    expect(isNavigation(ask(headers as Record<string, string>))).toBe(expected);
  });

  it('takes HEAD for one too, and POST never', () => {
    expect(isNavigation(ask({ accept: BROWSER }, 'HEAD'))).toBe(true);
    expect(isNavigation(ask({ accept: BROWSER }, 'POST'))).toBe(false);
  });
});

it('knows an app by its wish for JSON', () => {
  expect(acceptsJson(new Headers({ accept: 'application/json' }))).toBe(true);
  expect(acceptsJson(new Headers({ accept: BROWSER }))).toBe(false);
  expect(acceptsJson(new Headers())).toBe(false);
});

describe('preferredLanguage', () => {
  it.each([
    ['ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
    ['en-US,en;q=0.9,ko;q=0.8', 'en'],
    ['fr,ko;q=0.5', 'ko'],
    ['ko;q=0.1,en;q=0.9', 'en'],
    ['ja-JP,ja;q=0.9,en;q=0.8', 'ja'],
    ['zh,ja;q=0.5,ko;q=0.4', 'ja'],
    ['kok,jav', 'en'],
    ['ko;q=0,de', 'en'],
    ['', 'en'],
  ])('reads %j as %s', (header, language) => {
    expect(preferredLanguage(new Headers({ 'accept-language': header }))).toBe(language);
  });
});
