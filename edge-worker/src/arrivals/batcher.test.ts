import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBatcher } from './batcher.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const LIMITS = { paceMs: 60, mostItems: 4, mostSending: 2, mostWaitMs: 1000 };

/** A batcher whose sender takes `takesMs`, and the batches that it sent with their times. */
function startBatcher(takesMs = 10, limits = LIMITS) {
  const startedAt = Date.now();
  const sent: { at: number; items: number[] }[] = [];
  const batcher = createBatcher<number, string>({
    send: async (items) => {
      sent.push({ at: Date.now() - startedAt, items });
      await new Promise((resolve) => setTimeout(resolve, takesMs));
      return (item) => `did ${item}`;
    },
    tooLate: 'too late',
    limits,
    now: () => Date.now(),
  });
  return { ...batcher, sent };
}

describe('a batcher', () => {
  it('sends at once what comes after a pause', async () => {
    const { add, sent } = startBatcher();
    const outcome = add(1);
    await vi.advanceTimersByTimeAsync(10);
    expect(await outcome).toBe('did 1');
    expect(sent).toEqual([{ at: 0, items: [1] }]);
  });

  it('gathers what comes while it paces itself, in order', async () => {
    const { add, sent } = startBatcher();
    const outcomes = [1, 2, 3].map((item) => add(item));
    await vi.advanceTimersByTimeAsync(100);
    expect(await Promise.all(outcomes)).toEqual(['did 1', 'did 2', 'did 3']);
    expect(sent).toEqual([
      { at: 0, items: [1] },
      { at: 60, items: [2, 3] },
    ]);
  });

  it('sends a full batch without waiting', async () => {
    const { add, sent } = startBatcher();
    for (let item = 1; item <= 5; item += 1) {
      void add(item);
    }
    expect(sent.map(({ at, items }) => [at, items.length])).toEqual([
      [0, 1],
      [0, 4],
    ]);
  });

  it('has no more batches under way than allowed, and goes on when one has ended', async () => {
    const { add, sent } = startBatcher(500);
    for (let item = 1; item <= 9; item += 1) {
      void add(item);
    }
    await vi.advanceTimersByTimeAsync(400);
    expect(sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(200);
    expect(sent.map(({ items }) => items)).toEqual([[1], [2, 3, 4, 5], [6, 7, 8, 9]]);
  });

  it('does not send who waited too long', async () => {
    const { add, sent } = startBatcher(5000);
    void add(1);
    await vi.advanceTimersByTimeAsync(70);
    void add(2);
    const late = add(3);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await late).toBe('too late');
    expect(sent.map(({ items }) => items)).toEqual([[1], [2]]);
  });

  it('leaves nobody waiting when the sender breaks', async () => {
    const { add } = createBatcher<number, string>({
      send: () => Promise.reject(new Error('broken')),
      tooLate: 'too late',
      limits: LIMITS,
      now: () => Date.now(),
    });
    expect(await add(1)).toBe('too late');
  });

  it('makes at most 20 batches of 1,000 items that come within a second', async () => {
    const { add, sent } = startBatcher(30, { ...LIMITS, mostItems: 256, mostSending: 4 });
    for (let item = 0; item < 1000; item += 1) {
      void add(item);
      await vi.advanceTimersByTimeAsync(1);
    }
    await vi.advanceTimersByTimeAsync(200);
    expect(sent.flatMap(({ items }) => items)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(sent.length).toBeLessThanOrEqual(20);
  });
});
