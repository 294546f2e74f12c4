/** Departures that led back to this page: too many in a row mean that they do not help. */
type Returns = { departures: number; reloads: number; lastAtMs: number };

/** `go`: to the wanted page; `reload`: the same address, for a new place. */
export type Departure = 'go' | 'reload';

export type ReloadGuard = ReturnType<typeof createReloadGuard>;

type Deps = {
  /** The tab's session storage; undefined where the browser refuses it. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined;
  /** The page was loaded by a reload: all that is known where nothing can be stored. */
  loadedByReload: boolean;
  now: () => number;
};

const KEY = 'frontrow.waiting-room.returns';
const NONE: Returns = { departures: 0, reloads: 0, lastAtMs: 0 };
const FORGET_AFTER_MS = 10 * 60_000;
const PAUSES_SECONDS = [0, 5, 15, 30, 60];

/** Spaces out reloads: the first is free, each further one waits longer, up to a minute. */
export function createReloadGuard({ storage, loadedByReload, now }: Deps) {
  const loadedAtMs = now();

  function read(): Returns {
    if (storage === undefined) {
      const reloads = loadedByReload ? 1 : 0;
      return { departures: reloads, reloads, lastAtMs: loadedAtMs };
    }
    const [departures = 0, reloads = 0, lastAtMs = 0] = (attempt(() => storage.getItem(KEY)) ?? '')
      .split(' ')
      .map(Number);
    return now() - lastAtMs < FORGET_AFTER_MS ? { departures, reloads, lastAtMs } : NONE;
  }

  return {
    /** Reloading was tried lately and led back here. */
    hasReloaded: () => read().reloads > 0,
    /** How long to wait before leaving the page; 0: now. */
    pauseSeconds(): number {
      const { departures, lastAtMs } = read();
      const pause = PAUSES_SECONDS[Math.min(departures, PAUSES_SECONDS.length - 1)] ?? 0;
      return Math.max(0, Math.ceil(pause - (now() - lastAtMs) / 1000));
    },
    /** Call right before leaving the page. */
    note(departure: Departure): void {
      const { departures, reloads } = read();
      const record = [departures + 1, reloads + (departure === 'reload' ? 1 : 0), now()];
      attempt(() => storage?.setItem(KEY, record.join(' ')));
    },
    /** The room knows this visitor: whatever was wrong is over. */
    reset(): void {
      attempt(() => storage?.removeItem(KEY));
    },
  };
}

/** Browsers that block cookies throw at every touch of the storage. */
function attempt<T>(touch: () => T): T | undefined {
  try {
    return touch();
  } catch {
    return undefined;
  }
}
