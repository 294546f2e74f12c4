import type { RoomDirectory } from '../registry/room-directory.ts';

export type RoomNames = () => Promise<string[]>;

/** Which rooms there are; while MySQL is away, the ones last seen. */
export function createRoomNames(directory: Pick<RoomDirectory, 'current'>): RoomNames {
  return async () => (await directory.current()).names;
}
