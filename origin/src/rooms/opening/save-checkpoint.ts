import type { RoomStore } from '../store/room-store.ts';
import type { Reopening } from './open-room.ts';
import type { RoomCheckpoints } from './room-checkpoints.ts';

type Deps = { store: RoomStore; checkpoints: RoomCheckpoints; reopening: Reopening };

/** Writes down how far the room is, for the day that Redis forgets it. */
export function createSaveCheckpoint({ store, checkpoints, reopening }: Deps) {
  return async function saveCheckpoint(room: string): Promise<void> {
    const { snapshot, draws } = await reopening(room, () => store.read(room));
    const { issued, calledUpTo, active: inside } = snapshot;
    await checkpoints.save(room, { issued, calledUpTo, inside, draws });
  };
}
