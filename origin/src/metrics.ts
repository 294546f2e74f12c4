import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

type HttpLabels = { method: string; route: string; status: number };

export type HttpMetrics = { observe(labels: HttpLabels, seconds: number): void };
export type Metrics = ReturnType<typeof createMetrics>;

/** All metrics of one origin process; served on its own port. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'frontrow_http_request_seconds',
    help: 'Duration of finished requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const enters = new Counter({
    name: 'frontrow_room_enter_total',
    help: 'Judgements of enter, by outcome',
    labelNames: ['room', 'outcome'],
    registers: [registry],
  });
  const jobs = new Counter({
    name: 'frontrow_scheduler_runs_total',
    help: 'Runs of scheduled jobs, by outcome (done, skipped, failed)',
    labelNames: ['job', 'outcome'],
    registers: [registry],
  });
  const http: HttpMetrics = { observe: (labels, seconds) => requests.observe(labels, seconds) };
  return { registry, http, enters, jobs };
}
