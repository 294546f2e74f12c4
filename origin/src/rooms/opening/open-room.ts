import { setTimeout as sleep } from 'node:timers/promises';
import { LONGEST_POLL_SECONDS } from '@frontrow/protocol';
import type { Logger } from '../../logger.ts';
import type { SettingsInForce } from '../events/settings-in-force.ts';
import { RoomClosedError } from '../store/room-closed.ts';
import type { RoomStore } from '../store/room-store.ts';
import type { OpeningClaim } from './opening-claim.ts';
import type { RoomCheckpoints } from './room-checkpoints.ts';

type Deps = {
  store: RoomStore;
  claim: OpeningClaim;
  settings: SettingsInForce;
  checkpoints: RoomCheckpoints;
  applyRevocations: (room: string) => Promise<number>;
  logger: Logger;
};

/** After a loss nobody is called until every place that a browser kept has had time to come back. */
const GRACE_AFTER_LOSS_MS = (LONGEST_POLL_SECONDS + 1) * 1000;

/** How long a request waits for the origin that opens the room; opening takes some ten milliseconds. */
const PATIENCE_TRIES = 40;
const PATIENCE_PAUSE_MS = 50;

export type Reopening = <T>(room: string, operation: () => Promise<T>) => Promise<T>;

/** Runs an operation on a room; one that Redis has forgotten is opened first, from its checkpoint. */
export function createReopening(deps: Deps): Reopening {
  const { store, claim, settings, checkpoints, applyRevocations, logger } = deps;

  return async function reopening(room, operation) {
    for (let tries = 1; ; tries += 1) {
      try {
        return await operation();
      } catch (error) {
        if (!(error instanceof RoomClosedError) || tries > PATIENCE_TRIES) {
          throw error;
        }
        await openOrWait(room);
      }
    }
  };

  /** All origins find the room closed at once; one opens it, so that no epoch is claimed for nothing. */
  async function openOrWait(room: string): Promise<void> {
    if (!(await claim.take(room))) {
      await sleep(PATIENCE_PAUSE_MS);
      return;
    }
    try {
      if (await claim.isStillNeeded(room)) {
        await open(room);
      }
    } finally {
      await claim.release(room);
    }
  }

  /** Should two do this all the same, the first to reach Redis decides the epoch. */
  async function open(room: string): Promise<void> {
    const inForce = await settings.of(room);
    const start = await checkpoints.startEpoch(room);
    const graceMs = start.epoch === 1 ? 0 : GRACE_AFTER_LOSS_MS;
    const epoch = await store.open(room, { ...inForce, ...start, graceMs });
    await applyRevocations(room);
    logger.warn({ room, epoch }, 'room opened');
  }
}
