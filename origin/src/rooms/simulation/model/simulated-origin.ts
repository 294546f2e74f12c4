import type { OriginLoad } from '@frontrow/protocol';
import { percentile } from '../../../percentile.ts';
import { LEAST_REQUESTS } from '../../control/pressure.ts';
import { type Draws, STREAM } from './draws.ts';
import { createFifo } from './fifo.ts';

export type OriginPlan = {
  /** Requests served at one time: connections of the database, in effect. */
  servers: number;
  serviceMs: number;
  /** What every request takes at least; the service time is drawn on top of it. */
  baseMs: number;
  /** Who waits for a server for so long gets a 503. */
  timeoutMs: number;
  /** How much slower each request is with a long queue: locks, caches, collisions. */
  contention: number;
  /** Some of the servers are gone for a while. */
  disturbance?: { fromMs: number; toMs: number; share: number };
};

/** One call of a visitor; `key` draws its service time. */
export type OriginRequest = { visitor: number; key: number; at: number };
export type Served = OriginRequest & { doneAt: number; failed: boolean; waitedMs: number };

/**
 * An origin as a queue with c servers (M/M/c): latency rises as it fills, and who waits too long is
 * refused. `start` says when a request would be done; the caller tells when that time has come.
 */
export function createSimulatedOrigin(plan: OriginPlan, draws: Draws) {
  const queue = createFifo<OriginRequest>();
  let busy = 0;

  function serversAt(now: number): number {
    const { disturbance, servers } = plan;
    const isDisturbed =
      disturbance !== undefined && now >= disturbance.fromMs && now < disturbance.toMs;
    return isDisturbed ? Math.max(1, Math.round(servers * (1 - disturbance.share))) : servers;
  }

  function serve(request: OriginRequest, now: number): Served {
    busy += 1;
    const { visitor, key, at } = request;
    const slower = 1 + plan.contention * Math.min(1, queue.size() / (2 * plan.servers));
    const serviceMs = draws.exponential(plan.serviceMs * slower, STREAM.service, visitor, key);
    return { ...request, doneAt: now + plan.baseMs + serviceMs, failed: false, waitedMs: now - at };
  }

  /** Whoever may begin now, and those for whom it is too late. */
  function startNext(now: number): Served[] {
    const started: Served[] = [];
    while (busy < serversAt(now)) {
      const request = queue.take();
      if (request === undefined) {
        break;
      }
      const waitedMs = now - request.at;
      const isTooLate = waitedMs > plan.timeoutMs;
      started.push(
        isTooLate ? { ...request, doneAt: now, failed: true, waitedMs } : serve(request, now),
      );
    }
    return started;
  }

  return {
    serversAt,
    busy: () => busy,
    /** A request comes; returns whatever begins with it. */
    accept(request: OriginRequest): Served[] {
      queue.add(request);
      return startNext(request.at);
    },
    /** A request that was served is done; returns whatever begins now. */
    finish(now: number): Served[] {
      busy -= 1;
      return startNext(now);
    },
    /** Servers may have come back. */
    wake: startNext,
  };
}

/** What an origin tells of a window of the simulation, as a real one does. */
export function createLoadWindow() {
  let served: Served[] = [];
  return {
    add: (request: Served): void => {
      served.push(request);
    },
    take(): OriginLoad {
      const requests = served.length;
      const tellsLittle = requests < LEAST_REQUESTS;
      const failed = served.filter((request) => request.failed).length;
      const load = {
        origins: 1,
        requests,
        p95Ms: tellsLittle
          ? null
          : percentile(
              served.map(({ doneAt, at }) => doneAt - at),
              0.95,
            ),
        errorShare: tellsLittle ? null : failed / requests,
        eventLoopDelayMs: 0,
        poolWaitMs: percentile(
          served.map(({ waitedMs }) => waitedMs),
          0.95,
        ),
      };
      served = [];
      return load;
    },
  };
}
