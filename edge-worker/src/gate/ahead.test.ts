import { describe, expect, it } from 'vitest';
import { sampleSnapshot } from '../testing/samples.ts';
import { aheadOf } from './ahead.ts';

const ahead = (number: number, changes: Parameters<typeof sampleSnapshot>[0]) =>
  aheadOf(number, sampleSnapshot(changes));

describe('aheadOf', () => {
  it('counts the numbers between the watermark and the place', () => {
    expect(ahead(15, { calledUpTo: 10, issued: 30, waiting: 20 })).toBe(4);
    expect(ahead(11, { calledUpTo: 10, issued: 30, waiting: 20 })).toBe(0);
  });

  it('never counts more visitors than wait beside this one', () => {
    expect(ahead(100_003, { calledUpTo: 2, issued: 100_003, waiting: 1 })).toBe(0);
    expect(ahead(30, { calledUpTo: 10, issued: 30, waiting: 5 })).toBe(4);
  });

  it('counts those who arrived after the snapshot and before the place', () => {
    expect(ahead(31, { calledUpTo: 10, issued: 30, waiting: 20 })).toBe(20);
    expect(ahead(42, { calledUpTo: 1, issued: 1, waiting: 0 })).toBe(40);
  });

  it('is nothing for a place that has been called', () => {
    expect(ahead(5, { calledUpTo: 10, issued: 30, waiting: 20 })).toBe(0);
  });
});
