import { IDEMPOTENCY_REPLAYED_HEADER } from '@frontrow/protocol';
import type { Request, Response } from 'express';
import { readIdempotencyKey } from '../http/read-input.ts';
import type { IdempotentReply, IdempotentRequest } from './idempotent.ts';

/** The request as the record knows it; refuses one without an Idempotency-Key. */
export function readIdempotentRequest(
  req: Request,
  userId: number,
  body?: unknown,
): IdempotentRequest {
  const key = readIdempotencyKey(req);
  return { userId, key, method: req.method, path: `${req.baseUrl}${req.path}`, body };
}

export function sendIdempotentReply(res: Response, reply: IdempotentReply): void {
  if (reply.replayed) {
    res.set(IDEMPOTENCY_REPLAYED_HEADER, 'true');
  }
  res.status(reply.status).type('json').send(reply.body);
}
