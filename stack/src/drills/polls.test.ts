import { expect, it } from 'vitest';
import { stepsTo } from './polls.ts';

it('the line is measured at its full length, whatever that is', () => {
  expect(stepsTo(500)).toEqual([500]);
  expect(stepsTo(1_000)).toEqual([1_000]);
  expect(stepsTo(50_000)).toEqual([1_000, 10_000, 50_000]);
  expect(stepsTo(1_000_000)).toEqual([1_000, 10_000, 100_000, 1_000_000]);
});
