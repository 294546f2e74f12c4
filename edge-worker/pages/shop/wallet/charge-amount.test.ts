import { MAX_CHARGE } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { readAmount, suggestAmount } from './charge-amount.ts';

describe('the amount of a charge', () => {
  it.each([
    ['50000', 50_000],
    [' 50,000 ', 50_000],
    ['1', 1],
    [String(MAX_CHARGE), MAX_CHARGE],
  ])('reads %j', (text, amount) => {
    expect(readAmount(text)).toBe(amount);
  });

  it.each(['', '0', '-5', '1e5', 'abc', String(MAX_CHARGE + 1), '٣', '0x10'])(
    'refuses %j',
    (text) => {
      expect(readAmount(text)).toBeUndefined();
    },
  );

  it('is suggested from what an order needs', () => {
    expect(suggestAmount(12_345)).toBe(20_000);
    expect(suggestAmount(20_000)).toBe(20_000);
    expect(suggestAmount(9_999_999)).toBe(MAX_CHARGE);
  });

  it.each([undefined, 0, -1, Number.NaN, 1.5])('is not suggested from %s', (needed) => {
    expect(suggestAmount(needed)).toBeUndefined();
  });
});
