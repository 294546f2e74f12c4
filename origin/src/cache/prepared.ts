import { createHash } from 'node:crypto';

/** A value as it is sent: made once for all who read it. */
export type Prepared = { bytes: Buffer; etag: string };

/** The strong ETag is of the bytes. */
export function prepare(payload: string): Prepared {
  const bytes = Buffer.from(payload);
  return { bytes, etag: `"${createHash('sha1').update(bytes).digest('base64url')}"` };
}
