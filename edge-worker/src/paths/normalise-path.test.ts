import { describe, expect, it } from 'vitest';
import { classify } from './classify.ts';
import { normalisePath, normaliseTarget } from './normalise-path.ts';

const SAME_RESOURCE = [
  '/api/concerts',
  '/api/concerts/',
  '/API/concerts',
  '/Api/Concerts/',
  '/%61pi/concerts',
  '/api/%63oncerts',
  '/%41PI/concert%73',
];

const REFUSED = [
  ['a doubled slash', '/api//concerts'],
  ['a doubled leading slash', '//api/concerts'],
  ['two trailing slashes', '/api/concerts//'],
  ['an encoded slash', '/api%2fconcerts'],
  ['an encoded slash, upper case', '/api%2Fconcerts'],
  ['a backslash', '/api\\concerts'],
  ['an encoded backslash', '/api%5cconcerts'],
  ['a dot segment', '/api/./concerts'],
  ['a parent segment', '/assets/../api/concerts'],
  ['an encoded parent segment', '/assets/%2e%2e/api/concerts'],
  ['a half encoded parent segment', '/assets/.%2E/api/concerts'],
  ['a trailing parent segment', '/api/concerts/..'],
  ['a NUL', '/api/concerts%00'],
  ['a line feed', '/api/concerts%0a'],
  ['a tab', '/api/%09concerts'],
  ['a double encoding', '/%2561pi/concerts'],
  ['a doubly encoded slash', '/api%252fconcerts'],
  ['an encoded question mark', '/api/concerts%3fx=1'],
  ['an encoded hash', '/api/concerts%23x'],
  ['full-width letters', '/ａｐｉ/concerts'],
  ['an encoded letter outside ASCII', '/api/%C3%A4'],
  ['an overlong slash', '/api%c0%afconcerts'],
  ['a stray percent sign', '/api/concerts%'],
  ['a space', '/api/%20concerts'],
  ['no leading slash', 'api/concerts'],
  ['an endless path', `/api/${'a'.repeat(600)}`],
] as const;

describe('normalisePath', () => {
  it.each(SAME_RESOURCE)('reads %s as the one canonical spelling', (spelling) => {
    expect(normalisePath(spelling)).toBe('/api/concerts');
  });

  it.each(REFUSED)('refuses %s', (_what, spelling) => {
    expect(normalisePath(spelling)).toBeUndefined();
  });

  it.each([
    ['/Tickets/AbC-9/', '/tickets/AbC-9'],
    ['/API/Tickets/AbC-9', '/api/tickets/AbC-9'],
    ['/ASSETS/Shop-B9_x.js', '/assets/Shop-B9_x.js'],
    ['/TICKETS', '/tickets'],
    ['/', '/'],
    ['', '/'],
  ])('folds the case of %s but not of codes and file names', (spelling, canonical) => {
    expect(normalisePath(spelling)).toBe(canonical);
  });

  it('reads its own result as itself, so that what is judged is what is forwarded', () => {
    for (const path of [...SAME_RESOURCE, '/Tickets/AbC-9', '/a;b=1/c']) {
      const canonical = normalisePath(path) ?? '';
      expect(normalisePath(canonical)).toBe(canonical);
      expect(new URL(canonical, 'http://origin').pathname).toBe(canonical);
    }
  });

  it('has a negative control: comparing the raw path lets spellings past a guard', () => {
    const prefixGate = (path: string) => path.startsWith('/api/');
    const slipped = SAME_RESOURCE.filter((spelling) => !prefixGate(spelling));
    expect(slipped).toHaveLength(4);
    for (const spelling of slipped) {
      expect(classify('GET', normalisePath(spelling) ?? '').kind).toBe('guarded-api');
    }
  });
});

describe('normaliseTarget', () => {
  it('takes path and query from the raw URL and drops the fragment', () => {
    expect(normaliseTarget('http://edge.test:8787/API/concerts/?q=a%20b&x=%2F#top')).toEqual({
      path: '/api/concerts',
      search: '?q=a%20b&x=%2F',
    });
  });

  it('serialises the query as the URL standard does, so that it is forwarded byte for byte', () => {
    const target = normaliseTarget('https://edge.test/?q=한글 "x"');
    expect(target?.search).toBe('?q=%ED%95%9C%EA%B8%80%20%22x%22');
    expect(new URL(`https://origin/${target?.search}`).search).toBe(target?.search);
  });

  it('sees the dot segments that the URL class would resolve', () => {
    expect(normaliseTarget('http://edge.test/assets/../api/concerts')).toBeUndefined();
    expect(normaliseTarget('http://edge.test//api/concerts')).toBeUndefined();
  });

  it('keeps question marks inside the query', () => {
    expect(normaliseTarget('http://edge.test/?a=b?c')?.search).toBe('?a=b?c');
  });

  it('refuses a query that is too long', () => {
    expect(normaliseTarget(`http://edge.test/?q=${'a'.repeat(5000)}`)).toBeUndefined();
  });
});
