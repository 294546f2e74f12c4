import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { playArrivals } from './play-arrivals.ts';

describe('playing arrivals', () => {
  it('begins each visit when it is due, and waits for all', async () => {
    const startedAt = performance.now();
    const begun: number[] = [];
    let ended = 0;
    await playArrivals({ startedAt, atSeconds: [0, 0.02, 0.04] }, async (dueAt) => {
      begun.push(dueAt - startedAt);
      await sleep(100);
      ended += 1;
    });
    expect(begun.map(Math.round)).toEqual([0, 20, 40]);
    expect(ended).toBe(3);
  });

  it('ends with the error of a visit that fails while others are still to come', async () => {
    let came = 0;
    const playing = playArrivals(
      { startedAt: performance.now(), atSeconds: [0, 0.05, 60] },
      async () => {
        came += 1;
        throw new Error(`visit ${came} failed`);
      },
    );
    await expect(playing).rejects.toThrow('visit 1 failed');
    expect(came).toBe(1);
  });
});
