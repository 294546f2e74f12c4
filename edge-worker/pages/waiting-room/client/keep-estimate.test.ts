import type { RoomStatus } from '@frontrow/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineStatus } from '../testing/statuses.ts';
import { keepEstimate, type Estimate } from './keep-estimate.ts';

const MINUTE = 60_000;

/** A page that polls: each telling is a status `afterMs` the one before. */
function following() {
  let estimate: Estimate | undefined;
  let nowMs = 0;
  return (changes: Partial<RoomStatus>, afterMs = 0) => {
    nowMs += afterMs;
    const kept = keepEstimate(estimate, lineStatus(changes), nowMs);
    ({ estimate } = kept);
    const { etaSeconds, etaLatestSeconds } = kept.status;
    return { etaSeconds, etaLatestSeconds, later: estimate?.later ?? null };
  };
}

const range = (etaSeconds: number | null, etaLatestSeconds: number | null = etaSeconds) => ({
  etaSeconds,
  etaLatestSeconds,
});

describe('keepEstimate', () => {
  it('shows an estimate that is no later than what is left of the one before', () => {
    const tell = following();
    tell(range(600, 900));
    expect(tell(range(500, 800), MINUTE)).toEqual({ ...range(500, 800), later: null });
  });

  it('goes on counting down while estimates vary as they usually do', () => {
    const tell = following();
    tell(range(600, 900));
    expect(tell(range(610, 890), MINUTE)).toEqual({ ...range(540, 840), later: null });
  });

  it('shows a later estimate at once with the reason that the room gives', () => {
    const tell = following();
    tell(range(600, 900));
    const later = tell({ ...range(1500, 2400), reason: 'slow_shop' }, MINUTE);
    expect(later).toEqual({ ...range(1500, 2400), later: 'slow_shop' });
  });

  it('blames a pause for what the pause has cost', () => {
    const tell = following();
    tell(range(600, 900));
    tell({ ...range(null), reason: 'paused' }, MINUTE);
    expect(tell(range(600, 900), 20 * MINUTE).later).toBe('paused');
  });

  it('holds a later estimate without a reason back for two polls, then says what is known', () => {
    const tell = following();
    tell(range(600, 900));
    expect(tell(range(1500, 2400), 5_000)).toMatchObject(range(595, 895));
    expect(tell(range(1500, 2400), 5_000)).toMatchObject(range(590, 890));
    expect(tell(range(1500, 2400), 5_000)).toEqual({ ...range(1500, 2400), later: 'other' });
  });

  it('keeps the reason on the page for two minutes', () => {
    const tell = following();
    tell(range(600, 900));
    tell({ ...range(1500, 2400), reason: 'few_seats' });
    expect(tell(range(1430, 2330), MINUTE).later).toBe('few_seats');
    expect(tell(range(1300, 2200), 1.5 * MINUTE).later).toBeNull();
  });

  it('starts anew with another number', () => {
    const tell = following();
    tell(range(60, 90));
    expect(tell({ ...range(1500, 2400), number: 7 }).later).toBeNull();
  });

  it('never shows a later time than before without a reason, whatever is told', () => {
    const step = fc.record({
      eta: fc.option(fc.integer({ min: 0, max: 7200 })),
      extra: fc.integer({ min: 0, max: 3600 }),
      afterMs: fc.integer({ min: 0, max: 40_000 }),
      reason: fc.constantFrom(null, null, null, 'paused', 'slow_shop', 'draining', 'draw'),
    });
    fc.assert(
      fc.property(fc.array(step as fc.Arbitrary<Step>, { maxLength: 40 }), (steps) => {
        const tell = following();
        let latestLeft = Number.POSITIVE_INFINITY;
        for (const { eta, extra, afterMs, reason } of steps) {
          latestLeft = Math.max(0, latestLeft - afterMs / 1000);
          const shown = tell(
            { ...range(eta, eta === null ? null : eta + extra), reason } as Partial<RoomStatus>,
            afterMs,
          );
          // Seconds are whole: one may come and go with rounding.
          const isLater = (shown.etaLatestSeconds ?? 0) > latestLeft + 1;
          expect(isLater && shown.later === null).toBe(false);
          latestLeft = shown.etaLatestSeconds ?? latestLeft;
        }
      }),
    );
  });
});

type Step = { eta: number | null; extra: number; afterMs: number; reason: string | null };
