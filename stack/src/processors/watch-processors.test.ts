import { expect, it } from 'vitest';
import { eachPart } from './cpu-of-parts.ts';
import { BUSIEST_SECONDS, type CpuSample, processorsOf, totalOf } from './watch-processors.ts';

/** A sample a second, of a driver and an edge that have so many ms in each second. */
function samplesOf(seconds: { driver: number; edge: number }[]): CpuSample[] {
  const sums = { driver: 0, edge: 0 };
  const sample = (second: number): CpuSample => ({
    atMs: second * 1000,
    cpu: eachPart((part) => (part === 'driver' || part === 'edge' ? sums[part] : null)),
  });
  const after = seconds.map(({ driver, edge }, index) => {
    sums.driver += driver;
    sums.edge += edge;
    return sample(index + 1);
  });
  return [
    { atMs: 0, cpu: eachPart((part) => (part === 'driver' || part === 'edge' ? 0 : null)) },
    ...after,
  ];
}

const calm = Array.from({ length: 20 }, () => ({ driver: 100, edge: 50 }));
const busy = Array.from({ length: BUSIEST_SECONDS }, () => ({ driver: 1200, edge: 800 }));

it('finds the seconds in which the parts of the shop together had most', () => {
  const driven = Array.from({ length: 5 }, () => ({ driver: 2000, edge: 0 }));
  const { whole, busiest } = processorsOf(samplesOf([...driven, ...calm, ...busy, ...calm]));
  expect(busiest.driver).toBeCloseTo(1.2);
  expect(busiest.edge).toBeCloseTo(0.8);
  expect(whole.driver).toBeCloseTo(
    (5 * 2 + 40 * 0.1 + BUSIEST_SECONDS * 1.2) / (45 + BUSIEST_SECONDS),
  );
});

it('takes the whole of a run that is shorter, and leaves unknown what is', () => {
  const { whole, busiest } = processorsOf(samplesOf(calm.slice(0, 2)));
  expect(busiest).toEqual(whole);
  expect(busiest.origins).toBeNull();
  expect(totalOf(busiest)).toBeCloseTo(0.15);
});
