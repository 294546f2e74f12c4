import { classifyDatabaseError } from '@frontrow/db';
import { AppError, PROBLEM_MEDIA_TYPE, type ProblemCode } from '@frontrow/protocol';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from '../logger.ts';
import { requestIdOf } from './request-log.ts';

/** Every failure leaves as problem+json. What is not a known refusal is a bug: logged, and told nothing of. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const requestId = requestIdOf(req, res);
    const refusal = toAppError(error);
    if (refusal.code === 'internal') {
      logger.error({ requestId, err: error }, 'unexpected error');
    }
    if (res.headersSent) {
      res.destroy();
      return;
    }
    if (refusal.retryAfterSeconds !== undefined) {
      res.set('Retry-After', String(refusal.retryAfterSeconds));
    }
    res
      .status(refusal.status)
      .set('Cache-Control', 'no-store')
      .type(PROBLEM_MEDIA_TYPE)
      .send(JSON.stringify({ ...refusal.toProblem(), requestId }));
  };
}

export const notFound: RequestHandler = () => {
  throw new AppError('not_found', 'No such route.');
};

/** body-parser's own error types. */
const BODY_ERRORS: Record<string, [ProblemCode, string]> = {
  'entity.too.large': ['body_too_large', 'The body is larger than this route takes.'],
  'entity.parse.failed': ['bad_request', 'The body is not valid JSON.'],
  'encoding.unsupported': ['media_type_unsupported', 'Send the body uncompressed.'],
  'charset.unsupported': ['media_type_unsupported', 'Send the body as UTF-8.'],
  'request.aborted': ['bad_request', 'The request was cut off.'],
  'request.size.invalid': ['bad_request', 'The body is not as long as announced.'],
};

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) {
    return error;
  }
  const { type, status } = (error ?? {}) as { type?: string; status?: number };
  const known = type === undefined ? undefined : BODY_ERRORS[type];
  if (known !== undefined) {
    return new AppError(known[0], known[1], { cause: error });
  }
  // Express itself: a path whose percent-encoding does not decode.
  if (status === 400 && error instanceof URIError) {
    return new AppError('bad_request', 'The path is not valid.', { cause: error });
  }
  const kind = classifyDatabaseError(error);
  if (kind === 'unavailable' || kind === 'retry' || kind === 'lock_wait') {
    return new AppError('database_unavailable', 'Try again in a moment; nothing was changed.', {
      retryAfterSeconds: 2,
      cause: error,
    });
  }
  return new AppError('internal', 'An unexpected error happened.', { cause: error });
}
