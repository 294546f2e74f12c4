import type { RoomSnapshot } from '@frontrow/protocol';

type Seen = { epoch: number; issued: number; waiting: number; takenAt: number };
type Known = { seen: Seen; perSecond: number };

/** So many arrivals a second make each batch of a shard large enough. */
const ARRIVALS_PER_SHARD = 1000;
/** What is left of a rate after a snapshot in which nobody arrived: a crowd that pauses is not gone. */
const KEPT = 0.5;
const LEAST_MS = 500;

export type ShardCount = ReturnType<typeof createShardCount>;

/**
 * Over how many objects a room's arrivals are spread, by the arrivals that its snapshots show. Too many shards
 * would make small batches, and so more requests to the origin; too few would make an object a bottleneck.
 */
export function createShardCount({ most }: { most: number }) {
  const rooms = new Map<string, Known>();

  function learn(snapshot: RoomSnapshot): void {
    const seen = readSeen(snapshot);
    const known = rooms.get(snapshot.room);
    if (known === undefined || seen.epoch !== known.seen.epoch) {
      rooms.set(snapshot.room, { seen, perSecond: known?.perSecond ?? 0 });
      return;
    }
    const ms = seen.takenAt - known.seen.takenAt;
    if (ms < LEAST_MS) {
      return;
    }
    // Tickets and restored places wait without a new number; those who are called at once do not wait.
    const more = Math.max(seen.issued - known.seen.issued, seen.waiting - known.seen.waiting, 0);
    rooms.set(snapshot.room, {
      seen,
      perSecond: Math.max((more / ms) * 1000, known.perSecond * KEPT),
    });
  }

  return {
    learn(snapshots: readonly RoomSnapshot[]): void {
      snapshots.forEach(learn);
    },

    of(room: string): number {
      const { perSecond = 0 } = rooms.get(room) ?? {};
      return Math.min(most, Math.max(1, Math.floor(perSecond / ARRIVALS_PER_SHARD)));
    },
  };
}

function readSeen({ epoch, issued, priority, waiting, takenAt }: RoomSnapshot): Seen {
  return { epoch, issued: issued + priority.issued, waiting, takenAt };
}
