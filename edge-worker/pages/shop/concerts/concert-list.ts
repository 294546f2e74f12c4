import type { ConcertSummary } from '@frontrow/protocol';
import { signal } from '@preact/signals';
import type { ApiFailure } from '../api/api-failure.ts';
import { listConcerts } from '../api/shop-api.ts';
import { toFailure } from '../states/use-load.ts';

type ConcertList = {
  q: string | undefined;
  items: ConcertSummary[];
  nextCursor: string | null;
  loading: boolean;
  failure: ApiFailure | undefined;
};

const NOTHING: ConcertList = {
  q: undefined,
  items: [],
  nextCursor: null,
  loading: true,
  failure: undefined,
};

/** Lives outside of the page, so that going back shows the list as it was left. */
export const concertList = signal(NOTHING);

/** Starts the list for a search; the list that is already shown for it stays. */
export function openConcertList(q: string): void {
  if (concertList.value.q !== q || concertList.value.failure !== undefined) {
    concertList.value = { ...NOTHING, q };
    void loadPage(q, undefined);
  }
}

export function loadMoreConcerts(): void {
  const { q, nextCursor, loading } = concertList.value;
  if (q !== undefined && !loading) {
    concertList.value = { ...concertList.value, loading: true, failure: undefined };
    void loadPage(q, nextCursor ?? undefined);
  }
}

async function loadPage(q: string, cursor: string | undefined): Promise<void> {
  const change = await listConcerts({ q, cursor }).then(
    ({ items, nextCursor }) => ({ items: [...concertList.value.items, ...items], nextCursor }),
    (error: unknown) => ({ failure: toFailure(error) }),
  );
  // An answer to an earlier search comes too late to be shown.
  if (concertList.value.q === q) {
    concertList.value = { ...concertList.value, ...change, loading: false };
  }
}
