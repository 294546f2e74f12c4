import type { Router } from 'express';
import { createRouter } from '../http/create-router.ts';

export type Health = {
  /** False from the moment the process was asked to stop. */
  isServing(): boolean;
  /** Whether MySQL answers; Redis may be away, since those inside go on without it. */
  databaseAnswers(): Promise<boolean>;
};

/** `/healthz`: the process lives. `/readyz`: a load balancer may send requests here. */
export function healthRoutes(health: Health): Router {
  const router = createRouter();

  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });

  router.get('/readyz', async (_req, res) => {
    const ready = health.isServing() && (await health.databaseAnswers());
    res.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready' });
  });

  return router;
}
