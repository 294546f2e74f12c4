import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { shareReadings } from './share-readings.ts';

/** Readings that end when they are told to. */
function readingsByHand() {
  const under: PromiseWithResolvers<string>[] = [];
  const ask = shareReadings(() => {
    const reading = Promise.withResolvers<string>();
    under.push(reading);
    return reading.promise;
  });
  return { ask, under };
}

it('reads at once for who asks alone', async () => {
  const { ask, under } = readingsByHand();
  const answer = ask();
  expect(under).toHaveLength(1);
  under[0]?.resolve('first');
  expect(await answer).toBe('first');
  await turn();
  void ask();
  expect(under).toHaveLength(2);
});

it('reads once more for all who ask meanwhile, after they asked', async () => {
  const { ask, under } = readingsByHand();
  const first = ask();
  const crowd = [ask(), ask(), ask()];
  expect(under).toHaveLength(1);

  under[0]?.resolve('before they asked');
  expect(await first).toBe('before they asked');
  await turn();
  expect(under).toHaveLength(2);
  under[1]?.resolve('after they asked');
  expect(await Promise.all(crowd)).toEqual(Array.from({ length: 3 }, () => 'after they asked'));
});

it('tells a failure to those who shared it alone', async () => {
  const { ask, under } = readingsByHand();
  const [first, second] = [ask(), ask()];
  under[0]?.reject(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await turn();
  under[1]?.resolve('back');
  expect(await second).toBe('back');
});
