import type { RequestHandler } from 'express';
import type { LoadWindow } from './load-window.ts';

/** Admission that also measures whoever it lets pass: not polls, not refusals, not the edge's own calls. */
export function measureAdmitted(
  window: Pick<LoadWindow, 'observe'>,
  admission: RequestHandler,
): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    const pass: typeof next = (error?: unknown) => {
      if (error === undefined) {
        res.on('close', () => window.observe(res.statusCode, performance.now() - startedAt));
      }
      next(error);
    };
    return admission(req, res, pass);
  };
}
