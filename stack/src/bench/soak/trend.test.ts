import { expect, it } from 'vitest';
import { trendOf } from './trend.ts';

const minutes = (value: (minute: number) => number) =>
  Array.from({ length: 60 }, (_, minute) => ({ seconds: minute * 60, value: value(minute) }));

it('is flat for what stays, whatever came before', () => {
  const { percentAnHour, lastToMiddle } = trendOf(
    minutes((minute) => (minute < 20 ? minute : 100)),
    3600,
  );
  expect(percentAnHour).toBe(0);
  expect(lastToMiddle).toBe(1);
});

it('tells a leak of 60 % of it an hour', () => {
  const { percentAnHour, lastToMiddle } = trendOf(
    minutes((minute) => 70.5 + minute),
    3600,
  );
  expect(percentAnHour).toBeCloseTo(60, 5);
  expect(lastToMiddle).toBeCloseTo(1.2, 5);
});
