import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Knex } from 'knex';
import { z } from 'zod';
import { addDuration, type Durations } from './durations.ts';

/** The timer of the event loop's gauge is this late even on an idle one. */
const RESOLUTION_MS = 10;

/** What one origin process saw in a window of some seconds. */
export const loadReport = z.object({
  requests: z.number(),
  errors: z.number(),
  durations: z.array(z.number()),
  poolWaits: z.array(z.number()),
  eventLoopDelayMs: z.number(),
});
export type LoadReport = z.infer<typeof loadReport>;

export type LoadWindow = ReturnType<typeof createLoadWindow>;

/** Gathers what this process does until it is taken. */
export function createLoadWindow({ knex }: { knex: Knex }) {
  let durations: Durations = [];
  let poolWaits: Durations = [];
  let counts = { requests: 0, errors: 0 };
  const eventLoop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  eventLoop.enable();
  watchPool(knex, (ms) => addDuration(poolWaits, ms));

  return {
    observe(status: number, ms: number): void {
      counts.requests += 1;
      counts.errors += status >= 500 ? 1 : 0;
      addDuration(durations, ms);
    },

    take(): LoadReport {
      const delayMs = eventLoop.percentile(90) / 1e6 - RESOLUTION_MS;
      const report = { ...counts, durations, poolWaits, eventLoopDelayMs: Math.max(0, delayMs) };
      eventLoop.reset();
      durations = [];
      poolWaits = [];
      counts = { requests: 0, errors: 0 };
      return report;
    },
  };
}

/** The events of the pool under knex (tarn). */
type Pool = { on(event: string, listener: (eventId: number) => void): void };

/** Tells how long each query waited for a connection, also those that got none. */
function watchPool(knex: Knex, waited: (ms: number) => void): void {
  const { pool } = knex.client as { pool: Pool };
  const since = new Map<number, number>();
  pool.on('acquireRequest', (eventId) => since.set(eventId, performance.now()));
  for (const event of ['acquireSuccess', 'acquireFail']) {
    pool.on(event, (eventId) => {
      waited(performance.now() - (since.get(eventId) ?? performance.now()));
      since.delete(eventId);
    });
  }
}
