import type { RoomSnapshot } from '@frontrow/protocol';
import { MAX_SNAPSHOT_AGE_MS } from './decide.ts';
import type { RoomsView } from './rooms.ts';

/** The rooms as they were last heard of. No answer that comes late takes back what an edge has told already. */
export function createKnownRooms() {
  let rooms = new Map<string, RoomSnapshot>();
  /** The last snapshot of the epoch before, of rooms that have lost their memory meanwhile. */
  const before = new Map<string, RoomSnapshot>();
  return {
    view: (ageMs: number): RoomsView => ({ rooms, before, ageMs }),

    learn(heard: readonly RoomSnapshot[]): void {
      for (const { room, epoch } of heard) {
        const known = rooms.get(room);
        if (known !== undefined && known.epoch < epoch) {
          before.set(room, known);
        }
      }
      rooms = new Map(heard.map((room) => [room.room, newer(rooms.get(room.room), room)]));
    },
  };
}

/** A delayed or repeated answer must never take a turn back that was already given. */
function newer(known: RoomSnapshot | undefined, heard: RoomSnapshot): RoomSnapshot {
  if (known === undefined || heard.epoch > known.epoch) {
    return heard;
  }
  const behindMs = known.takenAt - heard.takenAt;
  // No answer is delayed for so long: a server whose clock is behind has taken over.
  const isDelayed = behindMs > 0 && behindMs <= MAX_SNAPSHOT_AGE_MS;
  if (heard.epoch < known.epoch || isDelayed) {
    return known;
  }
  return {
    ...heard,
    calledUpTo: Math.max(known.calledUpTo, heard.calledUpTo),
    priority: {
      ...heard.priority,
      calledUpTo: Math.max(known.priority.calledUpTo, heard.priority.calledUpTo),
    },
  };
}
