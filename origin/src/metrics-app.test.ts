import request from 'supertest';
import { expect, it } from 'vitest';
import { createMetricsApp } from './metrics-app.ts';
import { createMetrics } from './metrics.ts';

function startApp({ isServing = true, databaseAnswers = true }) {
  const metrics = createMetrics();
  const health = {
    isServing: () => isServing,
    databaseAnswers: () => Promise.resolve(databaseAnswers),
  };
  return { metrics, app: createMetricsApp(metrics, health) };
}

it('shows requests by route and status to Prometheus', async () => {
  const { metrics, app } = startApp({});
  metrics.http.observe({ method: 'GET', route: '/api/concerts', status: 200 }, 0.004);
  const { status, text } = await request(app).get('/metrics');
  expect(status).toBe(200);
  expect(text).toMatch(
    /frontrow_http_request_seconds_count\{.*route="\/api\/concerts".*status="200".*\} 1/,
  );
});

it.each([
  [{}, 200],
  [{ databaseAnswers: false }, 503],
  [{ isServing: false }, 503],
])('is ready or not, but alive, when %j', async (state, status) => {
  const { app } = startApp(state);
  expect((await request(app).get('/readyz')).status).toBe(status);
  expect((await request(app).get('/healthz')).status).toBe(200);
});
