import type { RoomSnapshot } from '@frontrow/protocol';
import { MAX_SNAPSHOT_AGE_MS } from './decide.ts';
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

const NEVER = Number.NEGATIVE_INFINITY;
const FRESH_MS = 1000;
/** A refresh whose request was cancelled never reports back: after this another one may start. */
const REFRESH_LEASE_MS = 2000;
/** With requests coming no value grows so old while the origin answers, not even where a refresh was cancelled. */
const IDLE_MS = 5000;
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
 * One lost answer does not decide for all of them: another of them asks again. While the origin is away there is one try a second.
 */
export function createSnapshotMemory({ fetchRooms, now, pause }: Deps) {
  const known = createKnownRooms();
  /** When the last answer, and the last that did not come, were asked for. */
  let heardAt = NEVER;
  let failedAt = NEVER;
  let refreshFrom = NEVER;
  const turn = createTurn(now);
  /** In a row. */
  let failures = 0;
  /** The refresh that is under way began after a time without requests. */
  let isFirstSinceIdle = false;

  const view = (): RoomsView => ({ ...known.rooms(), ageMs: now() - heardAt });

  const hasNothing = () => now() - Math.max(heardAt, failedAt) > MAX_SNAPSHOT_AGE_MS;
  const wasIdle = () => isFirstSinceIdle && failedAt < heardAt;
  const canGoOn = () => !hasNothing() && !wasIdle();
  const isFresh = () => now() < refreshFrom && canGoOn();

  /** False where it decides nothing: another request is asking since, or is to ask once more. */
  async function ask(): Promise<boolean> {
    const giveBack = turn.take();
    const askedAt = now();
    refreshFrom = askedAt + REFRESH_LEASE_MS;
    isFirstSinceIdle = askedAt - heardAt > IDLE_MS;
    const heard = await fetchRooms();
    const isNewest = giveBack();
    if (heard !== undefined) {
      known.learn(heard);
      heardAt = Math.max(heardAt, askedAt);
      isFirstSinceIdle = false;
      failures = 0;
      refreshFrom = heardAt + FRESH_MS;
      return true;
    }
    failures += 1;
    if (!isNewest || (failures === 1 && !canGoOn())) {
      return false;
    }
    failedAt = askedAt;
    // The next try comes a second from now, not with every poll that arrives meanwhile.
    refreshFrom = now() + FRESH_MS;
    return true;
  }

  const hear = (isEnough: () => boolean) => waitUntil(isEnough, { turn, ask, pause }).then(view);

  return {
    /** The rooms as the isolate may go on with them. */
    current: (): Promise<RoomsView> => hear(isFresh),

    /** As the origin tells it from now on: after a reply that proves the memory old, such as a place of a newer epoch. */
    renewed(): Promise<RoomsView> {
      const since = now();
      return hear(() => heardAt >= since || failedAt >= since);
    },
  };
}

type Turn = ReturnType<typeof createTurn>;
type Waiting = Pick<Deps, 'pause'> & { turn: Turn; ask: () => Promise<boolean> };

/** Waits for what another request hears, and asks where none is asking. */
async function waitUntil(isEnough: () => boolean, { turn, ask, pause }: Waiting): Promise<void> {
  for (let ms = LOOKS_MS.first; !isEnough(); ms = Math.min(ms * 2, LOOKS_MS.most)) {
    if (turn.isTaken()) {
      await pause(ms);
    } else if (await ask()) {
      return;
    }
  }
}

/** Which request asks. One that was cancelled never gives its turn back, so another may take it after a while. */
function createTurn(now: () => number) {
  let taken = 0;
  let until = NEVER;
  return {
    isTaken: () => now() < until,

    /** What is returned gives it back, and says whether nobody has taken it since. */
    take(): () => boolean {
      taken += 1;
      const mine = taken;
      until = now() + ASKING_LEASE_MS;
      return () => {
        const isNewest = mine === taken;
        until = isNewest ? NEVER : until;
        return isNewest;
      };
    },
  };
}
