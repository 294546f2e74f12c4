import express, { type Express } from 'express';
import { type Health, healthRoutes } from './health/health-routes.ts';
import type { Metrics } from './metrics.ts';

/** What monitoring reads, on a port of its own that the load balancer does not know. */
export function createMetricsApp(metrics: Metrics, health: Health): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(healthRoutes(health));
  app.get('/metrics', async (_req, res) => {
    res.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return app;
}
