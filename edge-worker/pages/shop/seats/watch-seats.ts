import type { SeatStatus } from '@frontrow/protocol';
import { getSeats } from '../api/shop-api.ts';
import { toFailure } from '../states/use-load.ts';

export type Freshness = 'fresh' | 'stale' | 'paused';

type Watched = {
  scheduleId: number;
  onStatus: (status: SeatStatus) => void;
  onFreshness: (freshness: Freshness) => void;
};

const POLL_MS = 2_000;
const AFTER_FAILURE_MS = 5_000;
/** Each poll prolongs the visitor's stay in the shop: nobody's turn should be kept by an idle tab. */
const IDLE_MS = 4 * 60 * 1000;
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/** Follows the seats of a date while somebody looks at them; returns what ends it and what hurries it. */
export function watchSeats({ scheduleId, onStatus, onFreshness }: Watched) {
  const aborter = new AbortController();
  const { signal } = aborter;
  let etag: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastSign = performance.now();
  let asleep = false;

  async function poll(): Promise<void> {
    asleep = document.visibilityState === 'hidden' || performance.now() - lastSign > IDLE_MS;
    if (asleep) {
      onFreshness('paused');
      return;
    }
    const pause = await ask();
    if (!signal.aborted) {
      timer = setTimeout(() => void poll(), pause * (0.9 + Math.random() * 0.2));
    }
  }

  async function ask(): Promise<number> {
    try {
      const changed = await getSeats(scheduleId, etag, signal);
      if (changed !== undefined && !signal.aborted) {
        etag = changed.etag;
        onStatus(changed.value);
      }
      onFreshness('fresh');
      return POLL_MS;
    } catch (error) {
      const { retryAfterSeconds } = toFailure(error);
      onFreshness('stale');
      return retryAfterSeconds === undefined ? AFTER_FAILURE_MS : retryAfterSeconds * 1000;
    }
  }

  function refresh(): void {
    clearTimeout(timer);
    void poll();
  }

  function wake(): void {
    lastSign = performance.now();
    if (asleep && document.visibilityState === 'visible') {
      asleep = false;
      refresh();
    }
  }

  document.addEventListener('visibilitychange', wake, { signal });
  for (const sign of SIGNS_OF_LIFE) {
    window.addEventListener(sign, wake, { signal, passive: true });
  }
  signal.addEventListener('abort', () => clearTimeout(timer));
  refresh();

  return { refresh, stop: () => aborter.abort() };
}
