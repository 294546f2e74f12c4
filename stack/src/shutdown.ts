type Stop = () => Promise<void>;

export type Shutdown = {
  /** Remembers how to stop what just came up. Throws when the stop has begun: nothing more may start. */
  add: (stop: Stop) => void;
  /** Does work that a stop waits for: a migration cut in half would block the next start. */
  finish: <T>(work: () => Promise<T>) => Promise<T>;
  /** Stops everything, the last started first. Safe to call twice. */
  run: () => Promise<void>;
  hasBegun: () => boolean;
};

export function createShutdown(): Shutdown {
  const stops: Stop[] = [];
  let running: Promise<void> | undefined;
  const add = (stop: Stop): void => {
    if (running !== undefined) {
      throw new Error('The stop has begun.');
    }
    stops.unshift(stop);
  };
  return {
    add,
    finish: (work) => {
      const done = Promise.withResolvers<void>();
      add(() => done.promise);
      return work().finally(done.resolve);
    },
    run: () => (running ??= stopInOrder(stops)),
    hasBegun: () => running !== undefined,
  };
}

/** One part that fails to stop does not keep the others running. */
async function stopInOrder(stops: readonly Stop[]): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of stops) {
    await stop().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, 'Not everything stopped cleanly.');
  }
}
