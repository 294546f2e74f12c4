import { setTimeout as sleep } from 'node:timers/promises';
import { schedule } from 'node-cron';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Leases } from './leases.ts';

export type Job = {
  name: string;
  /** Six cron fields: seconds first. */
  cron: string;
  /** Longer than a run takes; another origin takes over when the holder is silent for so long. */
  leaseSeconds: number;
  /** Every effect is conditional: two runs at once do what one would. */
  run(): Promise<unknown>;
};

type Deps = {
  jobs: Job[];
  leases: Leases;
  metrics: Pick<Metrics, 'jobs'>;
  logger: Logger;
  stopPatienceMs?: number;
};

/** Requests that are under way are waited for afterwards, and whoever stops us waits for so long only. */
const STOP_PATIENCE_MS = 5_000;

export type Schedulers = { stop(): Promise<void> };

/** Starts the jobs of this process. Any number of origins may do so; each tick one of them runs. */
export function startSchedulers(deps: Deps): Schedulers {
  const { jobs, leases, metrics, logger, stopPatienceMs = STOP_PATIENCE_MS } = deps;
  const running = new Set<Promise<void>>();

  const tasks = jobs.map((job) =>
    schedule(
      job.cron,
      () => {
        const run = runOnce(job).finally(() => running.delete(run));
        running.add(run);
        return run;
      },
      { name: job.name, noOverlap: true, timezone: 'UTC' },
    ),
  );

  return {
    async stop() {
      for (const task of tasks) {
        await task.destroy();
      }
      await Promise.race([Promise.all(running), sleep(stopPatienceMs, undefined, { ref: false })]);
      // Otherwise nobody would be called until the leases end. Without MySQL nobody is called anyway.
      await leases.releaseAll().catch(() => undefined);
    },
  };

  async function runOnce(job: Job): Promise<void> {
    try {
      const lease = await leases.acquire(job.name, job.leaseSeconds);
      if (lease === undefined) {
        metrics.jobs.inc({ job: job.name, outcome: 'skipped' });
        return;
      }
      await job.run();
      metrics.jobs.inc({ job: job.name, outcome: 'done' });
    } catch (error) {
      // A tick that fails is made up by the next one; the metric is what raises the alarm.
      metrics.jobs.inc({ job: job.name, outcome: 'failed' });
      logger.warn({ err: error, job: job.name }, 'scheduled job failed');
    }
  }
}
