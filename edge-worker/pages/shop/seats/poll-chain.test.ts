import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPollChain } from './poll-chain.ts';

const PAUSE_MS = 2_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Questions that are answered when the test says so. */
function askedByHand() {
  const open: { answer: (pauseMs?: number) => void; isLatest: () => boolean }[] = [];
  const chain = createPollChain(
    (isLatest) =>
      new Promise((resolve) => {
        open.push({ answer: resolve, isLatest });
      }),
  );
  return { chain, open };
}

describe('a chain of polls', () => {
  it('asks again some time after each answer', async () => {
    const { chain, open } = askedByHand();
    chain.begin();
    open[0]?.answer(PAUSE_MS);
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    expect(open).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(open).toHaveLength(2);
  });

  it('stays one chain when it is hurried while a question is under way', async () => {
    const { chain, open } = askedByHand();
    chain.begin();
    chain.begin();
    chain.begin();
    expect(open.map(({ isLatest }) => isLatest())).toEqual([false, false, true]);
    for (const { answer } of open) {
      answer(PAUSE_MS);
    }
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(open).toHaveLength(4);
  });

  it('ends where there is nothing to wait for, and when it is stopped', async () => {
    const { chain, open } = askedByHand();
    chain.begin();
    open[0]?.answer();
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    chain.begin();
    open[1]?.answer(PAUSE_MS);
    await vi.advanceTimersByTimeAsync(1);
    chain.stop();
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(open).toHaveLength(2);
  });
});
