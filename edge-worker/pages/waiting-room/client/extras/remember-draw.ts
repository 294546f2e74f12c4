import type { RoomStatus } from '@frontrow/protocol';
import { keepItem } from '../language-choice.ts';

const KEPT = 'frontrow.draws';
/** As `eventDrawId` of the protocol says, which would bring the schemas along. */
const EVENT_DRAWS = 1_000_000_000_000;
/** A browser sees few draws; the oldest go. */
const MOST = 20;

type Store = Pick<Storage, 'getItem' | 'setItem'> | undefined;

/** The commitments that this browser saw while their draws were open. The first one of a draw stands. */
export function createDrawMemory(store: Store, room: string) {
  const seen = readSeen(store);
  const name = (id: number) => `${room}/${id}`;

  return {
    note(status: RoomStatus): void {
      const open = openCommitment(status);
      if (open === null || seen.has(name(open.id))) {
        return;
      }
      seen.set(name(open.id), open.commitment);
      keepItem(store, KEPT, JSON.stringify([...seen].slice(-MOST)));
    },
    commitmentOf: (id: number) => seen.get(name(id)) ?? null,
  };
}

/** The commitment of a draw that is yet to come; that of an event is known before its first ticket is given. */
export function openCommitment({ draw, event }: RoomStatus) {
  if (draw !== null) {
    return 'key' in draw || draw.commitment === null
      ? null
      : { id: draw.id, commitment: draw.commitment };
  }
  return event === null || event.phase === 'running' || event.commitment === null
    ? null
    : { id: EVENT_DRAWS + event.id, commitment: event.commitment };
}

function readSeen(store: Store): Map<string, string> {
  try {
    return new Map(JSON.parse(store?.getItem(KEPT) ?? '[]') as [string, string][]);
  } catch {
    // Not ours, or cut off: as if nothing had been seen, which the check says.
    return new Map();
  }
}
