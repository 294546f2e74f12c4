import { describe, expect, it } from 'vitest';
import { createCodesBody, newCode, normaliseCode } from './room-codes.ts';

describe('a code', () => {
  it('has 60 random bits in groups that can be read out', () => {
    const codes = Array.from({ length: 2000 }, newCode);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    }
    const letters = new Set(codes.join('').replaceAll('-', ''));
    expect(letters.size).toBe(32);
  });

  it.each(['7QJ4-M2XK-901B', '7qj4 m2xk 901b', '7QJ4M2XK9OIB', ' 7qj4-m2xk–9oLb '])(
    'is the same however people write it: %s',
    (typed) => {
      expect(normaliseCode(typed)).toBe('7QJ4M2XK901B');
    },
  );
});

describe('new codes', () => {
  it('are one each for one place unless said otherwise, and a chosen word is one code', () => {
    expect(createCodesBody.parse({})).toEqual({ count: 1, uses: 1 });
    expect(createCodesBody.safeParse({ code: 'FANCLUB2026', uses: 500 }).success).toBe(true);
    for (const wrong of [
      { code: 'FANCLUB', count: 2 },
      { code: 'abc' },
      { count: 0 },
      { uses: 0 },
    ]) {
      expect(createCodesBody.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
    }
  });
});
