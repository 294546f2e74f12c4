import { describe, expect, it } from 'vitest';
import { clearedCookie, hostCookie, readCookies } from './cookies.ts';

describe('readCookies', () => {
  it('reads names and values, with or without spaces', () => {
    expect([...readCookies('a=1; b=x=y;c=')]).toEqual([
      ['a', '1'],
      ['b', 'x=y'],
      ['c', ''],
    ]);
  });

  it('takes the first of two with one name', () => {
    expect(readCookies('a=1; a=2').get('a')).toBe('1');
  });

  it.each([null, '', ';;', 'nonsense', '=x'])('finds nothing in %j', (header) => {
    expect(readCookies(header).size).toBe(0);
  });
});

describe('hostCookie', () => {
  it('is bound to the host and hidden from scripts', () => {
    expect(hostCookie('__Host-place', 'v', 90.7)).toBe(
      '__Host-place=v; Max-Age=90; Path=/; Secure; HttpOnly; SameSite=Lax',
    );
  });

  it('is gone at once when cleared', () => {
    expect(clearedCookie('__Host-place')).toContain('__Host-place=; Max-Age=0;');
  });
});
