import type { RoomSettings } from '@frontrow/protocol';
import { createCrowd } from './compare.ts';
import { createDraws } from './model/draws.ts';
import type { OriginPlan } from './model/simulated-origin.ts';
import { createVisitors } from './model/visitors.ts';
import type { Recording } from './recorder.ts';
import { simulate } from './simulate.ts';

export type PlannedEvent = {
  /** Those in force while the event runs. */
  settings: RoomSettings;
  /** Whoever comes has come before the start; else they come in the shape of a rush. */
  hasPrequeue: boolean;
  minutes: number;
};
export type ExpectedCrowd = { visitors: number; absent: number; seed: number };

/** So large that nobody waits for it: what is asked about is the room. */
const WIDE: OriginPlan = {
  servers: 100_000,
  serviceMs: 70,
  baseMs: 30,
  timeoutMs: 2500,
  contention: 0,
};
const TARGET = { p95Ms: 500, errorShare: 0.02 };

/**
 * Plays an event with its settings on an origin that keeps up, until its end: one lane, in the order in which visitors
 * come or are drawn, which is the same to all of them together.
 */
export function simulateEvent(event: PlannedEvent, expected: ExpectedCrowd): Recording {
  const { settings, hasPrequeue, minutes } = event;
  const { visitors, seed } = expected;
  const crowd = { ...createCrowd(expected), sessionMs: settings.session_duration * 60_000 };
  const recordedMs = hasPrequeue ? Array.from({ length: visitors }, () => 0) : undefined;
  const scenario = {
    seed,
    crowd,
    visitors: createVisitors(crowd, createDraws(seed), recordedMs),
    origin: WIDE,
    untilMs: minutes * 60_000,
  };
  return simulate(scenario, {
    name: 'event',
    bounds: {
      activeUsers: settings.total_active_users,
      usersPerMinute: settings.new_users_per_minute,
    },
    claimMs: settings.claim_seconds * 1000,
    target: TARGET,
  });
}
