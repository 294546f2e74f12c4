import { DEFAULT_ROOM_SETTINGS } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { simulateEvent } from './simulate-event.ts';

const settings = {
  ...DEFAULT_ROOM_SETTINGS,
  total_active_users: 200,
  new_users_per_minute: 100,
  session_duration: 5,
};
const crowd = { visitors: 1_000, absent: 0.3, seed: 7 };

describe('a simulated event', () => {
  it('lets everybody who is there in, at the rate, and never above the cap', () => {
    const recording = simulateEvent({ settings, hasPrequeue: true, minutes: 60 }, crowd);
    expect(recording).toMatchObject({ isComplete: true, failedShare: 0, gaveUp: 0 });
    expect(recording.entered).toBeGreaterThan(650);
    expect(recording.entered).toBeLessThan(750);
    expect(Math.max(...recording.moments.map(({ active }) => active))).toBeLessThanOrEqual(200);
    // About 700 at 100 a minute.
    expect(recording.p95WaitMinutes).toBeGreaterThan(6);
    expect(recording.p95WaitMinutes).toBeLessThan(12);
  });

  it('leaves some in line where it is too short, and fewer where it is longer or wider', () => {
    const entered = (minutes: number, changes = {}) =>
      simulateEvent({ settings: { ...settings, ...changes }, hasPrequeue: true, minutes }, crowd);
    expect(entered(3).isComplete).toBe(false);
    expect(entered(3).entered).toBeLessThan(entered(5).entered);
    expect(entered(3).entered).toBeLessThan(entered(3, { new_users_per_minute: 200 }).entered);
  });

  it('makes nobody wait for the start where there is no pre-queue', () => {
    const few = { visitors: 20, absent: 0, seed: 7 };
    const { meanWaitMinutes } = simulateEvent(
      { settings, hasPrequeue: false, minutes: 60 * 24 },
      few,
    );
    expect(meanWaitMinutes).toBeLessThan(0.5);
  });
});
