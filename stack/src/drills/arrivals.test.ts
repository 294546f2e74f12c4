import { describe, expect, it } from 'vitest';
import { gaps } from './arrivals.ts';

describe('the numbers of a crowd', () => {
  it('are a row from the lowest on, in whatever order they came', () => {
    expect(gaps([9, 7, 8])).toBe(0);
  });

  it('show one given twice, which leaves another out', () => {
    expect(gaps([7, 8, 8])).toBe(2);
  });

  it('show one left out', () => {
    expect(gaps([7, 9])).toBe(1);
  });
});
