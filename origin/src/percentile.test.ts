import { expect, it } from 'vitest';
import { percentile } from './percentile.ts';

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

it.each([
  [[], 0.5, 0],
  [[7], 0.99, 7],
  [[3, 1, 2], 0.5, 2],
  // Of an even number the lower of the two in the middle.
  [[4, 1, 3, 2], 0.5, 2],
  [hundred, 0.95, 95],
  [hundred, 0.99, 99],
  [hundred, 1, 100],
  [hundred, 0, 1],
])('is the nearest rank: of %j, at %d, %d', (values, share, expected) => {
  expect(percentile(values, share)).toBe(expected);
});

it('sorts by value and leaves what it was given as it was', () => {
  const values = [10, 9, 100];
  expect(percentile(values, 1)).toBe(100);
  expect(values).toEqual([10, 9, 100]);
});
