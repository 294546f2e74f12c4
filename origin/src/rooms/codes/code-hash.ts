import { createHash } from 'node:crypto';
import { normaliseCode } from '@frontrow/protocol';

/**
 * What is kept of a code: SHA-256 of its one spelling. Plain and fast, since 60 random bits cannot be tried out. A word
 * that an operator chose could be, by somebody who has the table; it is handed to thousands and no secret, and
 * whoever tries words at the door meets the limits of attempts.
 */
export function hashCode(code: string): Buffer {
  return createHash('sha256').update(normaliseCode(code)).digest();
}
