import type { Page } from '@frontrow/protocol';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiFailure } from '../api/api-failure.ts';
import { toFailure } from './use-load.ts';

type LoadPage<T> = (request: { cursor?: string; signal: AbortSignal }) => Promise<Page<T>>;

export type Pages<T> = {
  items: T[];
  hasMore: boolean;
  loading: boolean;
  failure: ApiFailure | undefined;
  /** The next page, or the one that failed, once more. */
  loadMore: () => void;
  /** From the first page again. */
  restart: () => void;
};

type Loaded<T> = Page<T> & { failure?: ApiFailure };

/** A list that grows page by page. */
export function usePages<T>(load: LoadPage<T>): Pages<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ items: [], nextCursor: null });
  const [loading, setLoading] = useState(true);
  const running = useRef<AbortController | undefined>(undefined);

  async function loadPage(before: Page<T>): Promise<void> {
    running.current?.abort();
    const { signal } = (running.current = new AbortController());
    const cursor = before.nextCursor;
    setLoading(true);
    const next = await load(cursor === null ? { signal } : { signal, cursor }).then(
      (page) => ({ items: [...before.items, ...page.items], nextCursor: page.nextCursor }),
      (error: unknown) => ({ ...before, failure: toFailure(error) }),
    );
    if (!signal.aborted) {
      setLoaded(next);
      setLoading(false);
    }
  }

  const restart = () => void loadPage({ items: [], nextCursor: null });
  useEffect(() => {
    restart();
    return () => running.current?.abort();
  }, []);

  return {
    items: loaded.items,
    hasMore: loaded.nextCursor !== null,
    loading,
    failure: loaded.failure,
    loadMore: () => void loadPage({ items: loaded.items, nextCursor: loaded.nextCursor }),
    restart,
  };
}
