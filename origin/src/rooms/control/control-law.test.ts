import type { OriginLoad } from '@frontrow/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ControlState, decideStep, initialControl, TUNING } from './control-law.ts';

const settings = {
  floorPerMinute: 60,
  ceilingPerMinute: 600,
  mostActive: 500,
  targetP95Ms: 400,
  maxErrorShare: 0.02,
};
const well: OriginLoad = {
  origins: 2,
  requests: 1000,
  p95Ms: 100,
  errorShare: 0,
  eventLoopDelayMs: 2,
  poolWaitMs: 1,
};
const slow = { ...well, p95Ms: 900 };
const NOW = 1_000_000;
const lowered: ControlState = {
  usersPerMinute: 300,
  activeUsers: 250,
  loweredAt: NOW - 60_000,
  heldBackBy: 'slow_origin',
  signs: 0,
};

type Seen = { load?: OriginLoad | undefined; active?: number; now?: number };

function decide(state: ControlState, { load = well, active = 100, now = NOW }: Seen = {}) {
  return decideStep(state, { load, active, now }, settings);
}
/** Seen twice, so that it is no chance. */
const again = (state: ControlState, seen: Seen) => decide(decide(state, seen).state, seen);

describe('a step', () => {
  it('begins at what the operator has set, and stays there while all is well', () => {
    const { state, reason } = decide(initialControl(settings));
    expect([state.usersPerMinute, state.activeUsers, reason]).toEqual([600, 500, 'at_ceiling']);
  });

  it.each([
    ['slow_origin', { p95Ms: 900 }, '95th percentile 900 ms (target 400)'],
    ['failing_origin', { errorShare: 0.2 }, '20 % failed (bound 2 %)'],
    ['busy_origin', { eventLoopDelayMs: 300 }, 'Event loops 300 ms late'],
    ['busy_origin', { poolWaitMs: 1500 }, '1500 ms for a database connection'],
  ])(
    'lowers both limits by the same share for a %s, and says what was seen',
    (why, worse, said) => {
      const { state, reason, sentence } = again(initialControl(settings), {
        load: { ...well, ...worse },
        active: 400,
      });
      expect(reason).toBe(why);
      expect(state).toMatchObject({
        usersPerMinute: 600 * TUNING.decrease,
        // Of those inside, not of a cap that was not used up.
        activeUsers: 400 * TUNING.decrease,
        heldBackBy: why,
        loweredAt: NOW,
      });
      expect(sentence).toContain(said);
      expect(sentence).toContain('now 480 entries a minute and 320 inside at most');
    },
  );

  it('takes a first sign for chance', () => {
    const { state, reason } = decide(initialControl(settings), { load: slow });
    expect([state.usersPerMinute, reason]).toEqual([600, 'first_sign']);
    expect(decide(decide(state).state, { load: slow }).reason).toBe('first_sign');
  });

  it('waits after a decrease, for its time and until those inside have come down to it', () => {
    const fresh = { ...lowered, loweredAt: NOW - 5_000, signs: 1 };
    expect(decide(fresh, { load: slow }).reason).toBe('cooling_down');
    expect(decide(fresh, { load: well }).reason).toBe('cooling_down');
    const { reason, sentence } = decide({ ...lowered, signs: 1 }, { load: slow, active: 320 });
    expect([reason, sentence.includes('320 are still inside')]).toEqual(['settling', true]);
    expect(decide({ ...lowered, signs: 1 }, { load: slow, active: 240 }).reason).toBe(
      'slow_origin',
    );
  });

  it('raises by the same amount each time, however low it is', () => {
    const first = decide(lowered);
    const second = decide(first.state);
    expect([first.reason, first.state.usersPerMinute]).toEqual(['healthy', 312]);
    expect(second.state.usersPerMinute).toBe(324);
    expect(second.state.activeUsers).toBe(270);
  });

  it('raises nothing near the bound, nor when nobody has told how the origins do', () => {
    expect(decide(lowered, { load: { ...well, p95Ms: 350 } })).toMatchObject({
      reason: 'near_target',
      state: { usersPerMinute: 300 },
    });
    for (const load of [undefined, { ...well, origins: 0 }]) {
      const observed = { load, active: 900, now: NOW };
      expect(decideStep(lowered, observed, settings)).toMatchObject({
        reason: 'no_measurement',
        state: { usersPerMinute: 300 },
      });
    }
  });

  it('forgets why it was lowered once it is back at the ceiling', () => {
    const state = { ...lowered, usersPerMinute: 599, activeUsers: 499 };
    expect(decide(decide(state).state)).toMatchObject({
      reason: 'at_ceiling',
      state: { heldBackBy: null },
    });
  });

  it('goes no lower than the operator allows, and follows when the bounds are moved', () => {
    const lowest = { ...lowered, usersPerMinute: 60, activeUsers: 50, signs: 1 };
    expect(decide(lowest, { load: slow, active: 10 })).toMatchObject({
      reason: 'at_floor',
      state: { usersPerMinute: 60, activeUsers: 50 },
    });
    const observed = { load: undefined, active: 0, now: NOW };
    const narrow = { ...settings, ceilingPerMinute: 200, mostActive: 90 };
    expect(decideStep(lowered, observed, narrow).state).toMatchObject({
      usersPerMinute: 200,
      activeUsers: 90,
    });
  });

  it('tolerates no error where the bound is none', () => {
    const strict = { ...settings, maxErrorShare: 0 };
    const state = { ...initialControl(strict), signs: 1 };
    const seen = (errorShare: number) =>
      decideStep(state, { load: { ...well, errorShare }, active: 100, now: NOW }, strict).reason;
    expect([seen(0), seen(0.001)]).toEqual(['at_ceiling', 'failing_origin']);
  });

  it('stays between floor and ceiling, whatever it sees', () => {
    const load = fc.record({
      origins: fc.constantFrom(0, 1, 3),
      requests: fc.nat(),
      p95Ms: fc.option(fc.double({ min: 0, max: 60_000, noNaN: true })),
      errorShare: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      eventLoopDelayMs: fc.double({ min: 0, max: 5_000, noNaN: true }),
      poolWaitMs: fc.double({ min: 0, max: 5_000, noNaN: true }),
    });
    const seen = fc.record({ load, active: fc.nat({ max: 900 }), now: fc.nat() });
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 40 }), (windows) => {
        let state = initialControl(settings);
        for (const window of windows) {
          ({ state } = decideStep(state, window, settings));
          expect(state.usersPerMinute).toBeGreaterThanOrEqual(60);
          expect(state.usersPerMinute).toBeLessThanOrEqual(600);
          expect(state.activeUsers).toBeGreaterThanOrEqual(50);
          expect(state.activeUsers).toBeLessThanOrEqual(500);
        }
      }),
    );
  });
});
