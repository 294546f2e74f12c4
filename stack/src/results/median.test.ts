import { expect, it } from 'vitest';
import { median } from './median.ts';

it.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 10], 3],
  [[7], 7],
  [[], 0],
])('the median of %j is %i', (values, expected) => {
  expect(median(values)).toBe(expected);
});
