type Stop = () => Promise<void>;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Ctrl-C reaches us twice under npm, from the terminal and from npm; a person's second one comes later. */
const SECOND_SIGNAL_AFTER_MS = 1000;

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

/**
 * For a command that runs to its end: children run in groups of their own, and without this Ctrl-C would leave them
 * behind. Returns what takes the handlers away again, to be called when the stop is over: left in place, those of a
 * stack that is gone would end the process before the next stack has stopped.
 */
export function stopOnSignals(shutdown: Shutdown): () => void {
  let firstAt: number | undefined;
  const stop = (): void => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      void shutdown.run().finally(() => process.exit(130));
    } else if (performance.now() - firstAt > SECOND_SIGNAL_AFTER_MS) {
      // Children that still run are killed as this process exits.
      process.exit(130);
    }
  };
  for (const signal of SIGNALS) {
    process.on(signal, stop);
  }
  return () => SIGNALS.forEach((signal) => process.off(signal, stop));
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
