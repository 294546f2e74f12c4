import { describe, expect, it } from 'vitest';
import { sampleSnapshot } from '../testing/samples.ts';
import { estimateWait } from './estimate.ts';

const calm = { showUp: 1, claimDelayMs: 0, variance: 0, entriesPerSecond: 1 };

/** mulberry32: the same line each time. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Seconds until the n-th entry of a Poisson process. */
function waitFor(entries: number, rate: number, random: () => number): number {
  let seconds = 0;
  for (let entry = 0; entry < entries; entry += 1) {
    seconds += -Math.log(1 - random()) / rate;
  }
  return seconds;
}

/** What the room's windows would measure of such a process: mean and variance of the entries a second. */
function measure(rate: number, random: () => number) {
  const counts = Array.from({ length: 6 }, () => {
    let count = 0;
    for (let at = waitFor(1, rate, random); at < 10; at += waitFor(1, rate, random)) {
      count += 1;
    }
    return count / 10;
  });
  const mean = counts.reduce((sum, count) => sum + count, 0) / 6;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / 6;
  return { entriesPerSecond: mean, variance };
}

type Counted = { likely: number; latest: number };

/** The shares of visitors who were in by the likely and by the latest time that they had been told. */
function coverage(ahead: number, rate: number, spread: (seconds: number) => number): Counted {
  const random = createRandom(ahead);
  const trials = 2000;
  const within = { likely: 0, latest: 0 };
  for (let trial = 0; trial < trials; trial += 1) {
    const flow = { ...calm, ...measure(rate, random) };
    const told = estimateWait(ahead, 'main', sampleSnapshot({ flow }));
    const waited = waitFor(ahead + 1, rate, random);
    within.likely += waited <= (told?.likelySeconds ?? 0) ? 1 / trials : 0;
    within.latest += waited <= spread(told?.latestSeconds ?? 0) ? 1 / trials : 0;
  }
  return within;
}

describe('the estimate of a wait', () => {
  it('is what the measured rate says, for entries and not for numbers', () => {
    const at = (flow: Partial<typeof calm>) =>
      estimateWait(99, 'main', sampleSnapshot({ flow: { ...calm, ...flow } }))?.likelySeconds;
    expect(at({})).toBe(100);
    expect(at({ entriesPerSecond: 4 })).toBe(25);
    expect(at({ showUp: 0.5 })).toBe(50);
    expect(at({ claimDelayMs: 3000 })).toBe(103);
  });

  it('says nothing when nobody has entered', () => {
    const still = sampleSnapshot({ entriesLastMinute: 0, flow: { ...calm, entriesPerSecond: 0 } });
    expect(estimateWait(5, 'main', still)).toBeUndefined();
  });

  it('counts what the other lane gets meanwhile, for as long as it has visitors', () => {
    const at = (lane: 'main' | 'priority', inPriority: number) => {
      const priority = { issued: 500, calledUpTo: 0, waiting: inPriority };
      const changes = {
        flow: calm,
        priority,
        waiting: 1000 + inPriority,
        settings: { priority_share: 20 },
      };
      return estimateWait(79, lane, sampleSnapshot(changes))?.likelySeconds;
    };
    expect(at('main', 500)).toBe(100);
    expect(at('main', 5)).toBe(85);
    expect(at('main', 0)).toBe(80);
    expect(at('priority', 500)).toBe(400);
  });

  it('spreads more for few entries and for an uneven flow', () => {
    const spreadAt = (ahead: number, variance: number) => {
      const told = estimateWait(ahead, 'main', sampleSnapshot({ flow: { ...calm, variance } }));
      return (told?.latestSeconds ?? 0) / (told?.likelySeconds ?? 1);
    };
    expect(spreadAt(9, 0.1)).toBeGreaterThan(spreadAt(900, 0.1));
    expect(spreadAt(900, 1)).toBeGreaterThan(spreadAt(900, 0.1));
  });

  it.each([
    [10, 1],
    [100, 2],
    [1000, 5],
  ])('keeps its promise to about 9 of 10 behind %i at %i a second', (ahead, rate) => {
    const { likely, latest } = coverage(ahead, rate, (seconds) => seconds);
    expect(likely).toBeGreaterThan(0.4);
    expect(likely).toBeLessThan(0.7);
    expect(latest).toBeGreaterThan(0.85);
    expect(latest).toBeLessThan(0.97);
  });

  it('would break it with a narrower range (negative control)', () => {
    const { latest } = coverage(100, 2, (seconds) => seconds * 0.8);
    expect(latest).toBeLessThan(0.85);
  });
});
