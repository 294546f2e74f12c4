import type { RoomSnapshot } from '@frontrow/protocol';
import { MAX_SNAPSHOT_AGE_MS } from './decide.ts';
import type { RoomsView } from './rooms.ts';

type Deps = {
  /** The origin's rooms now, or undefined when it did not give a usable answer. */
  fetchRooms: () => Promise<RoomSnapshot[] | undefined>;
  now: () => number;
};

export type SnapshotMemory = ReturnType<typeof createSnapshotMemory>;

const FRESH_MS = 1000;
/** A refresh whose request was cancelled never reports back: after this another one may start. */
const REFRESH_LEASE_MS = 2000;
/** With requests coming no value grows so old while the origin answers, not even where a refresh was cancelled. */
const IDLE_MS = 5000;

/**
 * The rooms as the isolate last heard of them: at most a second old while the origin answers, and
 * kept while it does not. One request at a time refreshes; the others go on with the older value,
 * since promises must not be shared between requests. They ask in parallel only where there is no
 * value to go on with: in a cold isolate, and in one that nobody came to for some seconds, whose value may
 * be older than what an operator has changed since. While the origin is away that would be a herd: then
 * there is one try a second.
 */
export function createSnapshotMemory({ fetchRooms, now }: Deps) {
  let rooms = new Map<string, RoomSnapshot>();
  /** The last snapshot of the epoch before, of rooms that have lost their memory meanwhile. */
  const before = new Map<string, RoomSnapshot>();
  let heardAt = Number.NEGATIVE_INFINITY;
  let refreshFrom = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;
  /** The refresh that is under way began after a time without requests. */
  let isFirstSinceIdle = false;

  const view = (): RoomsView => ({ rooms, before, ageMs: now() - heardAt });

  const isTooOld = (since: number) => now() - since > MAX_SNAPSHOT_AGE_MS;
  const hasNothing = () => isTooOld(heardAt) && isTooOld(failedAt);
  const wasIdle = () => isFirstSinceIdle && failedAt < heardAt;

  async function refresh(): Promise<RoomsView> {
    const askedAt = now();
    refreshFrom = askedAt + REFRESH_LEASE_MS;
    isFirstSinceIdle = askedAt - heardAt > IDLE_MS;
    const heard = await fetchRooms();
    if (heard === undefined) {
      // The next try comes a second from now, not with every poll that arrives meanwhile.
      failedAt = now();
      refreshFrom = failedAt + FRESH_MS;
      return view();
    }
    for (const { room, epoch } of heard) {
      const known = rooms.get(room);
      if (known !== undefined && known.epoch < epoch) {
        before.set(room, known);
      }
    }
    rooms = new Map(heard.map((room) => [room.room, newer(rooms.get(room.room), room)]));
    heardAt = Math.max(heardAt, askedAt);
    isFirstSinceIdle = false;
    refreshFrom = heardAt + FRESH_MS;
    return view();
  }

  return {
    async current(): Promise<RoomsView> {
      return hasNothing() || wasIdle() || now() >= refreshFrom ? await refresh() : view();
    },

    /** After a reply that proves the memory old, such as a place of a newer epoch. */
    renewed: refresh,
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
