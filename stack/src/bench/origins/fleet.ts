import { setTimeout as sleep } from 'node:timers/promises';
import { readMetrics } from '../../origins/read-metrics.ts';
import { cpuMsOf } from '../../processors/cpu-time.ts';
import type { BenchOrigin, BenchStack } from '../bench-stack.ts';

/** What each origin has done so far. */
export type Reading = {
  /** On the clock of `performance.now()`. */
  at: number;
  cpuMs: number | undefined;
  requests: number;
  /** Runs of the jobs that come each second or so. */
  jobs: Map<string, number>;
};

/** A lease that an origin had when it stopped in order is another's with the next tick. */
const SETTLED_MS = 2_500;

/** The stack's own origin, and as many beside it as are asked for, each on a port of its own. */
export function createFleet(stack: BenchStack) {
  const first = {
    url: stack.originUrl,
    pid: stack.originPid,
    metricsUrl: stack.originMetricsUrl,
    stop: async () => undefined,
  };
  const running: BenchOrigin[] = [first];
  let started = 1;

  return {
    /** Starts or stops as many as it takes; those that were just started are returned. */
    async resize(count: number): Promise<BenchOrigin[]> {
      while (running.length > count) {
        await running.pop()?.stop();
      }
      const missing = Array.from({ length: count - running.length }, () => (started += 1));
      const fresh = await Promise.all(
        missing.map((number) => stack.startOrigin({ name: `origin-${number}` })),
      );
      running.push(...fresh);
      await sleep(SETTLED_MS);
      return fresh;
    },
    urls: () => running.map(({ url }) => url),
    read: () => Promise.all(running.map(readOrigin)),
  };
}

async function readOrigin({ pid, metricsUrl }: BenchOrigin): Promise<Reading> {
  const [at, cpuMs] = [performance.now(), cpuMsOf(pid())];
  const samples = await readMetrics(metricsUrl);
  const jobs = samples
    .filter(({ name }) => name === 'frontrow_scheduler_runs_total')
    .filter(({ labels }) => labels['outcome'] === 'done');
  return {
    at,
    cpuMs,
    requests: samples
      .filter(({ name }) => name === 'frontrow_http_request_seconds_count')
      .reduce((sum, { value }) => sum + value, 0),
    jobs: new Map(jobs.map(({ labels, value }) => [labels['job'] ?? '', value])),
  };
}
