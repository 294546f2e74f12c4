import { AppError } from '@frontrow/protocol';
import express from 'express';
import request from 'supertest';
import { beforeEach, expect, it } from 'vitest';
import { createLogger } from '../logger.ts';
import { createRouter } from './create-router.ts';
import { errorHandler } from './error-handler.ts';
import { requestLog, sendRequestId } from './request-log.ts';

let lines: string[] = [];
let routes: string[] = [];
beforeEach(() => {
  lines = [];
  routes = [];
});

const logger = createLogger('info', { write: (line: string) => lines.push(line) });
const router = createRouter()
  .get('/tickets/:code', (_req, res) => void res.json({}))
  .get('/wallet', () => {
    throw new AppError('login_required', 'Log in.');
  });
const app = express()
  .use(requestLog(logger, { observe: ({ route }) => routes.push(route) }))
  .use('/api', sendRequestId, router)
  .use(errorHandler(logger));

it('counts a request under its whole route, whether it was answered or refused', async () => {
  await request(app).get('/api/tickets/1QQW1HHPXSRAT206');
  await request(app).get('/api/wallet');
  await request(app).get('/api/nothing');
  expect(routes).toEqual(['/api/tickets/:code', '/api/wallet', 'none']);
});

it.each(['/api/tickets/1QQW1HHPXSRAT206', '/API/Tickets/1qqw1hhpxsrat206/x?y'])(
  'writes no ticket code, which is all that the door asks for: %s',
  async (path) => {
    await request(app).get(path);
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/1qqw1hhpxsrat206/i);
    expect(lines[0]).toMatch(/"path":"\/api\/tickets\/…/i);
  },
);
