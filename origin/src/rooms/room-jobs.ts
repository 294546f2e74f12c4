import type { Job } from '../schedulers/schedulers.ts';
import { forEachRoom } from './for-each-room.ts';
import type { Rooms } from './rooms.ts';
import type { RoomNames } from './settings/room-names.ts';

type Deps = { rooms: Rooms; roomNames: RoomNames; pruneRevocations: () => Promise<number> };

/** What keeps the rooms moving. Each effect is conditional in Redis or MySQL: a double run is harmless. */
export function createRoomJobs({ rooms, roomNames, pruneRevocations }: Deps): Job[] {
  return [
    {
      name: 'room-advance',
      cron: '* * * * * *',
      leaseSeconds: 5,
      run: () => forEachRoom(roomNames, advance),
    },
    {
      name: 'room-checkpoint',
      cron: '*/3 * * * * *',
      leaseSeconds: 15,
      run: () => forEachRoom(roomNames, (room) => rooms.saveCheckpoint(room)),
    },
    {
      name: 'prune-revocations',
      cron: '50 */10 * * * *',
      leaseSeconds: 60,
      run: pruneRevocations,
    },
  ];

  async function advance(room: string): Promise<void> {
    await rooms.applySettings(room);
    await rooms.applyRevocations(room);
    await rooms.advance(room);
  }
}
