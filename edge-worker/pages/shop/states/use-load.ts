import { useEffect, useState } from 'preact/hooks';
import { ApiFailure } from '../api/api-failure.ts';

export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'ready'; value: T }
  | { state: 'failed'; failure: ApiFailure; retry: () => void };

/** Loads once for each key, and again on `retry`; what an earlier key asked for is dropped. */
export function useLoad<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<Loaded<T> & { key?: string }>({ state: 'loading' });

  useEffect(() => {
    const aborter = new AbortController();
    setLoaded({ state: 'loading', key });
    const retry = () => setAttempt((count) => count + 1);
    void settle(load(aborter.signal), retry).then((outcome) => {
      if (!aborter.signal.aborted) {
        setLoaded({ ...outcome, key });
      }
      return outcome;
    });
    return () => aborter.abort();
  }, [key, attempt]);

  return loaded.key === key ? loaded : { state: 'loading' };
}

function settle<T>(work: Promise<T>, retry: () => void): Promise<Loaded<T>> {
  return work.then(
    (value) => ({ state: 'ready' as const, value }),
    (error: unknown) => ({ state: 'failed' as const, failure: toFailure(error), retry }),
  );
}

/** A bug in a page becomes a message too, and is still seen in the browser's console. */
export function toFailure(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) {
    return error;
  }
  reportError(error);
  return new ApiFailure('unexpected', { cause: error });
}
