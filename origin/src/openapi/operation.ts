import type { ProblemCode } from '@frontrow/protocol';
import type { z } from 'zod';

export type Tag =
  | 'Waiting room'
  | 'AWS Virtual Waiting Room'
  | 'Accounts'
  | 'Catalog'
  | 'Reservations'
  | 'Points'
  | 'Tickets'
  | 'Operators';

export type ReplyHeader =
  | 'ETag'
  | 'Idempotency-Replayed'
  | 'Retry-After'
  | 'Set-Cookie'
  | 'X-Waiting-Room-Session'
  | 'X-Waiting-Room-Token';

export type Reply = {
  description: string;
  /** One of the named schemas; without it there is no body, or one that is not JSON. */
  schema?: z.ZodType;
  headers?: ReplyHeader[];
};

/** One call of the public API, as much of it as its routes do not say themselves. */
export type Operation = {
  id: string;
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With `{name}` for what varies; each name is one of `PATH_PARAMETERS`. */
  path: string;
  tag: Tag;
  summary: string;
  description?: string;
  /** Behind the waiting room: answered to active places alone. */
  needsPlace?: boolean;
  needsLogin?: 'buyer' | 'operator';
  /** Takes an Idempotency-Key. */
  isOnce?: boolean;
  query?: z.ZodObject;
  headers?: ('If-Match' | 'If-None-Match' | 'Join-Key')[];
  /** One of the named schemas. */
  body?: z.ZodType;
  isBodyOptional?: boolean;
  replies: Record<number, Reply>;
  /** Its own refusals, beside those that its kind brings along. */
  problems?: ProblemCode[];
};
