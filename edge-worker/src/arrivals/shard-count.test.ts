import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleSnapshot } from '../testing/samples.ts';
import { createShardCount } from './shard-count.ts';

const START = 1_800_000_000_000;

/** Shards after `seconds` snapshots in which `perSecond` visitors more had come each time. */
function shardsAt(perSecond: number, seconds = 2, changes: { epoch?: number } = {}) {
  const shards = createShardCount({ most: 32 });
  for (let second = 0; second <= seconds; second += 1) {
    const issued = 1000 + perSecond * second;
    shards.learn([sampleSnapshot({ issued, takenAt: START + second * 1000, ...changes })]);
  }
  return shards;
}

describe('the number of shards', () => {
  it.each([
    [0, 1],
    [1000, 1],
    [1999, 1],
    [2000, 2],
    [16_700, 16],
    [100_000, 32],
  ])('for %i arrivals a second is %i', (perSecond, count) => {
    expect(shardsAt(perSecond).of('main')).toBe(count);
  });

  it('is one for a room that was never heard of', () => {
    expect(createShardCount({ most: 32 }).of('main')).toBe(1);
  });

  it('keeps to 20 requests for 1,000 arrivals at every rate from 1,000 a second to what all shards carry', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 64_000 }), (perSecond) => {
        const requestsPerSecond = shardsAt(perSecond).of('main') * (1000 / 60);
        expect(requestsPerSecond / (perSecond / 1000)).toBeLessThanOrEqual(20);
      }),
    );
  });

  it('falls slowly when a crowd pauses', () => {
    const shards = shardsAt(8000);
    const pause = (seconds: number) =>
      shards.learn([sampleSnapshot({ issued: 17_000, takenAt: START + (2 + seconds) * 1000 })]);
    pause(1);
    expect(shards.of('main')).toBe(4);
    pause(2);
    pause(3);
    expect(shards.of('main')).toBe(1);
  });

  it('counts who comes back or holds a ticket, and no jump from one epoch to the next', () => {
    const shards = shardsAt(10);
    const epoch = (changes: object) => sampleSnapshot({ epoch: 4, issued: 90_000, ...changes });
    shards.learn([epoch({ waiting: 0, takenAt: START + 3000 })]);
    expect(shards.of('main')).toBe(1);
    shards.learn([epoch({ waiting: 5000, takenAt: START + 4000 })]);
    expect(shards.of('main')).toBe(5);
  });

  it('learns nothing from a snapshot that it has already, or an older one', () => {
    const shards = shardsAt(3000);
    shards.learn([sampleSnapshot({ issued: 1, takenAt: START })]);
    expect(shards.of('main')).toBe(3);
  });
});
