import { AppError, IDEMPOTENCY_KEY_HEADER, idempotencyKey } from '@frontrow/protocol';
import type { Request } from 'express';
import type { z } from 'zod';

/** The body, checked; a body that is not JSON is refused by name. */
export function readBody<T extends z.ZodType>(schema: T, req: Request): z.output<T> {
  if (req.body === undefined) {
    if (hasBody(req)) {
      throw new AppError('media_type_unsupported', 'Send the body as application/json.');
    }
    throw new AppError('bad_request', 'A JSON body is needed.');
  }
  return readInput(schema, req.body);
}

export function readParams<T extends z.ZodType>(schema: T, req: Request): z.output<T> {
  return readInput(schema, req.params);
}

export function readQuery<T extends z.ZodType>(schema: T, req: Request): z.output<T> {
  return readInput(schema, req.query);
}

/** The key that makes a request happen once. */
export function readIdempotencyKey(req: Request): string {
  const key = req.get(IDEMPOTENCY_KEY_HEADER);
  if (key === undefined) {
    throw new AppError(
      'idempotency_key_missing',
      'Send an Idempotency-Key header: a new one for each intent, the same one for a retry.',
    );
  }
  return readInput(idempotencyKey, key, 'Idempotency-Key: ');
}

function readInput<T extends z.ZodType>(schema: T, value: unknown, prefix = ''): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    return parsed.data;
  }
  const errors = parsed.error.issues.map(({ path, message }) => ({
    path: path.join('.'),
    message,
  }));
  const first = errors[0];
  const where = first?.path ? `${first.path}: ` : prefix;
  throw new AppError('invalid_input', `${where}${first?.message ?? 'not valid'}`, {
    extra: { errors },
  });
}

function hasBody(req: Request): boolean {
  return req.get('transfer-encoding') !== undefined || Number(req.get('content-length') ?? 0) > 0;
}
