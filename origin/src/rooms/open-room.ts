import type { Logger } from '../logger.ts';
import type { RoomCheckpoints } from './room-checkpoints.ts';
import type { RoomSettingsStore } from './room-settings-store.ts';
import { RoomClosedError, type RoomStore } from './room-store.ts';

type Deps = {
  store: RoomStore;
  settings: RoomSettingsStore;
  checkpoints: RoomCheckpoints;
  logger: Logger;
};

/** Numbers given between the last checkpoint and the loss of Redis must not be given again. */
const SAFETY_GAP = 100_000;
/** After a loss nobody is called until the places that browsers kept have had time to come back. */
const GRACE_AFTER_LOSS_MS = 10_000;

export type Reopening = <T>(room: string, operation: () => Promise<T>) => Promise<T>;

/** Runs an operation on a room; one that Redis has forgotten is opened first, from its checkpoint. */
export function createReopening({ store, settings, checkpoints, logger }: Deps): Reopening {
  return async function reopening(room, operation) {
    try {
      return await operation();
    } catch (error) {
      if (!(error instanceof RoomClosedError)) {
        throw error;
      }
      await open(room);
      return operation();
    }
  };

  /** Several origins may do this at once: the first to reach Redis decides the epoch. */
  async function open(room: string): Promise<void> {
    const inForce = await settings.of(room);
    const checkpoint = await checkpoints.startEpoch(room);
    const isFirst = checkpoint.epoch === 1;
    const epoch = await store.open(room, {
      ...inForce,
      epoch: checkpoint.epoch,
      issued: isFirst ? 0 : checkpoint.issued + SAFETY_GAP,
      calledUpTo: checkpoint.calledUpTo,
      graceMs: isFirst ? 0 : GRACE_AFTER_LOSS_MS,
    });
    logger.warn({ room, epoch }, 'room opened');
  }
}
