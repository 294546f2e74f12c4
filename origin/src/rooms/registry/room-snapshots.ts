import { AppError, type RoomSnapshot } from '@frontrow/protocol';
import type { Rooms } from '../rooms.ts';
import type { RoomDirectory } from './room-directory.ts';

type Deps = { rooms: Pick<Rooms, 'snapshot'>; directory: Pick<RoomDirectory, 'current'> };

export type RoomSnapshots = ReturnType<typeof createRoomSnapshots>;

/** Every room as it is now, with what it covers. One that cannot be read fails all: the edge keeps the last. */
export function createRoomSnapshots({ rooms, directory }: Deps) {
  return async function roomSnapshots(): Promise<RoomSnapshot[]> {
    const { names, routesOf } = await directory.current();
    const snapshots = await Promise.all(names.map(snapshotOf));
    return snapshots.flatMap((found) =>
      found === undefined ? [] : { ...found, routes: [...routesOf(found.room)] },
    );
  };

  /** undefined for a room that was deleted a moment ago. */
  async function snapshotOf(room: string): Promise<RoomSnapshot | undefined> {
    try {
      return await rooms.snapshot(room);
    } catch (error) {
      if (error instanceof AppError && error.code === 'not_found') {
        return undefined;
      }
      throw error;
    }
  }
}
