import { countEntries, type RoomRow } from './queue-rows.ts';

const MINUTE_MS = 60_000;
/** Seconds of admission that may be made up at once after a pause. */
const BURST_SECONDS = 2;
/** Departures are called for beforehand, over the time that the called take to come. */
export const FLOW_SECONDS = 10;
const MOST_AHEAD = 0.2;
/** What one visitor who comes weighs in the measured delay. */
const DELAY_WEIGHT = 0.05;

/** As `pace.lua`: admission is smooth within the minute. */
export function creditOf({ credit, creditAt, now, settings }: RoomRow): number {
  const perMinute = settings.new_users_per_minute;
  const burst = Math.max(1, (perMinute / 60) * BURST_SECONDS);
  return Math.min(burst, credit + (Math.max(0, now - creditAt) * perMinute) / MINUTE_MS);
}

/**
 * The rules of `advance.lua`, for visitors who come when they are called: slots that are free or about to be, less
 * those that the called will take; the rate; the credit.
 */
export function callsAllowed(row: RoomRow): number {
  const { settings, active, called, claimDelay } = row;
  const free = settings.total_active_users - active;
  const left = settings.new_users_per_minute - countEntries(row);
  if (settings.queue_all || left < 1) {
    return 0;
  }
  const coming = Math.min(
    (countEntries(row, FLOW_SECONDS) / (FLOW_SECONDS * 1000)) * claimDelay,
    settings.total_active_users * MOST_AHEAD,
  );
  const calls = Math.floor(Math.min(free + coming, left) - called);
  return Math.max(0, Math.min(calls, Math.floor(creditOf(row))));
}

/** Those who may be called while they arrive, where nobody waits. */
export function skipsAllowed(row: RoomRow): number {
  const { settings, active, called, waiting } = row;
  const free = settings.total_active_users - active;
  const left = settings.new_users_per_minute - countEntries(row);
  if (settings.queue_all || waiting > 0) {
    return 0;
  }
  return Math.max(0, Math.floor(Math.min(free - called, left - called, creditOf(row))));
}

export function learntDelay({ claimDelay, now }: RoomRow, calledAt: number): number {
  return claimDelay + (Math.max(0, now - calledAt) - claimDelay) * DELAY_WEIGHT;
}
