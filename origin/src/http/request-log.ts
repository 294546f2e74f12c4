import { randomUUID } from 'node:crypto';
import { REQUEST_ID_HEADER } from '@frontrow/protocol';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from '../logger.ts';
import type { HttpMetrics } from '../metrics.ts';
import { edgeContextOf } from './edge-only.ts';

const ROUTE_OF_NOTHING = 'none';
/** Whoever knows a ticket's code gets in at the door. */
const TICKET_CODE = /(?<=\/tickets\/)[^/]+/i;

/** One line and one observation for each finished request; the request id is the edge's where there is one. */
export function requestLog(logger: Logger, metrics: HttpMetrics): RequestHandler {
  return (req, res, next) => {
    const startedAt = process.hrtime.bigint();
    res.locals['requestId'] = randomUUID();
    res.on('close', () => {
      const durationMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
      const route = routeOf(req, res);
      metrics.observe({ method: req.method, route, status: res.statusCode }, durationMs / 1000);
      const line = {
        requestId: requestIdOf(req, res),
        method: req.method,
        route,
        path: req.originalUrl.split('?')[0]?.replace(TICKET_CODE, '…'),
        status: res.statusCode,
        durationMs: Math.round(durationMs * 10) / 10,
        aborted: !res.writableFinished,
      };
      logger[res.statusCode >= 500 ? 'warn' : 'info'](line, 'request');
    });
    next();
  };
}

export function requestIdOf(req: Request, res: Response): string {
  return edgeContextOf(req)?.requestId ?? String(res.locals['requestId']);
}

/** Sets the id on the reply; runs where routers are mounted, after the edge's context is known. */
export const sendRequestId: RequestHandler = (req, res, next) => {
  res.locals['mountedAt'] = req.baseUrl;
  res.set(REQUEST_ID_HEADER, requestIdOf(req, res));
  next();
};

/** The pattern, never the path: paths have ids in them and would make a series for each. */
function routeOf(req: Request, res: Response): string {
  const { path } = (req.route ?? {}) as { path?: string };
  // A refusal leaves the router before the line is written, and `baseUrl` is empty by then.
  const mountedAt = String(res.locals['mountedAt'] ?? req.baseUrl);
  return path === undefined ? ROUTE_OF_NOTHING : `${mountedAt}${path}`;
}
