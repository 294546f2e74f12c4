import type { RoomSnapshot } from '@frontrow/protocol';
import { createFreshness } from './freshness.ts';
import { createKnownRooms } from './known-rooms.ts';
import type { RoomsView } from './rooms.ts';

type Deps = {
  /** The origin's rooms now, or undefined when it did not give a usable answer. */
  fetchRooms: () => Promise<RoomSnapshot[] | undefined>;
  now: () => number;
  /** Comes back after so many milliseconds, in the request that asked for it. */
  pause: (ms: number) => Promise<void>;
};

export type SnapshotMemory = ReturnType<typeof createSnapshotMemory>;

/** Where the others have nothing to go on with, they wait no longer for one that may never report back. */
const ASKING_LEASE_MS = 500;
/** They look whether it has reported, ever less often: thousands may wait. */
const LOOKS_MS = { first: 5, most: 80 };

/**
 * The rooms as the isolate last heard of them: at most a second old while the origin answers, and
 * kept while it does not. One request at a time refreshes; the others go on with the older value,
 * since promises must not be shared between requests. Where there is no value to go on with they wait for what
 * that one hears: in a cold isolate, and in one that nobody came to for some seconds, whose value may
 * be older than what an operator has changed since. A crowd that comes at one moment finds just such isolates.
 * One lost answer does not decide for all of them: one asks again; two do. While the origin is away there is one try a second.
 */
export function createSnapshotMemory({ fetchRooms, now, pause }: Deps) {
  const known = createKnownRooms();
  const freshness = createFreshness(now);
  const turn = createTurn(now);

  /** False where it decides nothing, and a request is to ask once more. */
  async function ask(): Promise<boolean> {
    const giveBack = turn.take();
    const askedAt = freshness.asks();
    const heard = await fetchRooms();
    giveBack();
    if (heard === undefined) {
      return freshness.failed(askedAt);
    }
    known.learn(heard);
    freshness.heard(askedAt);
    return true;
  }

  /** Waits for what another request hears, and asks where none is asking. */
  async function waitUntil(isEnough: () => boolean): Promise<void> {
    for (let ms = LOOKS_MS.first; !isEnough(); ms = Math.min(ms * 2, LOOKS_MS.most)) {
      if (turn.isTaken()) {
        await pause(ms);
      } else if (await ask()) {
        return;
      }
    }
  }

  const mayGoOn = () => freshness.canGoOn() && (turn.isTaken() || !freshness.isDue());
  const view = () => known.view(freshness.ageMs());

  return {
    /** The rooms as the isolate may go on with them. */
    async current(): Promise<RoomsView> {
      // Nearly every poll: what waits for nothing need not pay for being able to.
      if (!mayGoOn()) {
        await waitUntil(mayGoOn);
      }
      return view();
    },

    /** As the origin tells it from now on: after a reply that proves the memory old, such as a place of a newer epoch. */
    async renewed(): Promise<RoomsView> {
      const since = now();
      await waitUntil(() => freshness.isDecidedSince(since));
      return view();
    },
  };
}

/** Whether a request asks. One that was cancelled never gives its turn back, so another may take it after a while. */
function createTurn(now: () => number) {
  let taken = 0;
  let until = Number.NEGATIVE_INFINITY;
  return {
    isTaken: () => now() < until,

    /** What is returned gives it back, unless another has taken it since. */
    take(): () => void {
      taken += 1;
      const mine = taken;
      until = now() + ASKING_LEASE_MS;
      return () => {
        until = mine === taken ? Number.NEGATIVE_INFINITY : until;
      };
    },
  };
}
