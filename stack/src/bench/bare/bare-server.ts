import { readFileSync } from 'node:fs';
// oxlint-disable-next-line no-restricted-imports -- what the origin is measured against is Express with nothing around it
import express from 'express';
import { createPool } from 'mysql2/promise';
import { z } from 'zod';
import { purchaseTemplates } from '../buying/purchase-templates.ts';
import { createPlayer } from './statement-player.ts';

const env = z
  .object({
    PORT: z.coerce.number(),
    DATABASE_URL: z.string(),
    POOL: z.coerce.number(),
    BODIES: z.string(),
  })
  .parse(process.env);

const bodies = z
  .record(z.string(), z.object({ headers: z.record(z.string(), z.string()), body: z.string() }))
  .parse(JSON.parse(readFileSync(env.BODIES, 'utf8')));

const pool = createPool({
  uri: env.DATABASE_URL,
  connectionLimit: env.POOL,
  charset: 'utf8mb4',
  timezone: 'Z',
});
pool.pool.on('connection', (connection) => {
  // As the origin's sessions.
  connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
});
const player = createPlayer(pool);

/** The least that a server in Express can do: send bytes that are there, and pass statements on to the database. */
const app = express();
app.disable('x-powered-by');
app.set('etag', false);
for (const [path, { headers, body }] of Object.entries(bodies)) {
  app.get(path, (_req, res) => {
    res.set(headers).send(body);
  });
}
app.use(express.json({ limit: '1mb' }));
app.put('/templates', (req, res) => {
  player.learn(purchaseTemplates.parse(req.body));
  res.sendStatus(204);
});
app.post('/hold', async (req, res) => {
  res.status(201).json(await player.play('hold', req.body));
});
app.post('/pay', async (req, res) => {
  res.status(201).json(await player.play('pay', req.body));
});
app.listen(env.PORT, '127.0.0.1');
