import { AppError } from '@frontrow/protocol';
import type { Job } from '../schedulers/schedulers.ts';
import type { Rooms } from './rooms.ts';
import type { RoomNames } from './settings/room-names.ts';

type Deps = { rooms: Rooms; roomNames: RoomNames };

/** What keeps the rooms moving. Each effect is conditional in Redis or MySQL: a double run is harmless. */
export function createRoomJobs({ rooms, roomNames }: Deps): Job[] {
  return [
    {
      name: 'room-advance',
      cron: '* * * * * *',
      leaseSeconds: 5,
      run: () => forEachRoom(advance),
    },
    {
      name: 'room-checkpoint',
      cron: '*/3 * * * * *',
      leaseSeconds: 15,
      run: () => forEachRoom((room) => rooms.saveCheckpoint(room)),
    },
  ];

  async function advance(room: string): Promise<void> {
    await rooms.applySettings(room);
    await rooms.applyRevocations(room);
    await rooms.advance(room);
  }

  /** One room that fails does not keep the others from moving; the job still fails. */
  async function forEachRoom(work: (room: string) => Promise<void>): Promise<void> {
    const names = await roomNames();
    const outcomes = await Promise.allSettled(names.map(work));
    const reasons = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
    );
    const failure = reasons.find((reason) => !isGone(reason));
    if (failure !== undefined) {
      throw failure;
    }
  }
}

/** The room was deleted a moment ago. */
function isGone(reason: unknown): boolean {
  return reason instanceof AppError && reason.code === 'not_found';
}
