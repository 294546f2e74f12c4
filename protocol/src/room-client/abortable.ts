/**
 * Waiting and time limits that a signal ends. By hand, since not every platform has
 * `AbortSignal.any`, `AbortSignal.timeout` and `throwIfAborted`.
 */

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) {
    throw signal.reason ?? new Error('Waiting was aborted.');
  }
}

/** Resolves after `ms`, or rejects with the signal's reason as soon as that is aborted. */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
    if (signal?.aborted === true) {
      done();
    }
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      try {
        throwIfAborted(signal);
        resolve();
      } catch (error) {
        reject(error);
      }
    }
  });
}

/** A signal that is aborted after `ms`, or with `outer`; `end` lets go of both. */
export function createTimeLimit(ms: number, outer: AbortSignal | undefined) {
  const controller = new AbortController();
  const abort = () => controller.abort(outer?.reason);
  const timer = setTimeout(abort, ms);
  outer?.addEventListener('abort', abort);
  return {
    signal: controller.signal,
    end(): void {
      clearTimeout(timer);
      outer?.removeEventListener('abort', abort);
    },
  };
}
