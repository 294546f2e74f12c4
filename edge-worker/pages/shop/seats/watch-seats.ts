import type { SeatStatus } from '@frontrow/protocol';
import { getSeats } from '../api/shop-api.ts';
import { toFailure } from '../states/use-load.ts';
import { createPollChain } from './poll-chain.ts';

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
  let lastSign = performance.now();
  let asleep = false;

  const chain = createPollChain(async (isLatest) => {
    asleep = document.visibilityState === 'hidden' || performance.now() - lastSign > IDLE_MS;
    if (asleep) {
      onFreshness('paused');
      return undefined;
    }
    const pauseMs = await ask(isLatest);
    return pauseMs * (0.9 + Math.random() * 0.2);
  });

  /** An answer that a newer question has overtaken may be the older one: it changes nothing. */
  async function ask(isLatest: () => boolean): Promise<number> {
    try {
      const changed = await getSeats(scheduleId, etag, signal);
      if (isLatest() && changed !== undefined) {
        etag = changed.etag;
        onStatus(changed.value);
      }
      if (isLatest()) {
        onFreshness('fresh');
      }
      return POLL_MS;
    } catch (error) {
      const { retryAfterSeconds } = toFailure(error);
      if (isLatest()) {
        onFreshness('stale');
      }
      return retryAfterSeconds === undefined ? AFTER_FAILURE_MS : retryAfterSeconds * 1000;
    }
  }

  function wake(): void {
    lastSign = performance.now();
    if (asleep && document.visibilityState === 'visible') {
      asleep = false;
      chain.begin();
    }
  }

  document.addEventListener('visibilitychange', wake, { signal });
  for (const sign of SIGNS_OF_LIFE) {
    window.addEventListener(sign, wake, { signal, passive: true });
  }
  signal.addEventListener('abort', chain.stop);
  chain.begin();

  return { refresh: chain.begin, stop: () => aborter.abort() };
}
