import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';

/** Server errors by number; what each leaves behind is told in `classifyDatabaseError`. */
const DEADLOCK = 1213;
const LOCK_WAIT_TIMEOUT = 1205;
const SNAPSHOT_CONFLICT = 1020;
const DUPLICATE_KEY = 1062;
const CHECK_FAILED = new Set([4025, 3819]);
const READ_ONLY = new Set([1290, 1836, 1792]);
const STATEMENT_TIMEOUT = new Set([1969, 3024]);

const LINK_LOST = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'ECONNRESET',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'EPIPE',
  'PROTOCOL_SEQUENCE_TIMEOUT',
]);

export type DatabaseErrorKind =
  /** The transaction is gone; running it again from the start is right. */
  | 'retry'
  /** A row stayed locked; the transaction must be rolled back, then may run again. */
  | 'lock_wait'
  | 'duplicate'
  | 'check_failed'
  /** The server cannot be used just now. */
  | 'unavailable'
  | 'other';

/** What a driver error means for the transaction in which it was thrown. */
export function classifyDatabaseError(error: unknown): DatabaseErrorKind {
  const { errno, code, name, message } = describe(error);
  if (errno === DEADLOCK || errno === SNAPSHOT_CONFLICT) return 'retry';
  if (errno === LOCK_WAIT_TIMEOUT) return 'lock_wait';
  if (errno === DUPLICATE_KEY) return 'duplicate';
  if (CHECK_FAILED.has(errno)) return 'check_failed';
  const unavailable =
    READ_ONLY.has(errno) ||
    STATEMENT_TIMEOUT.has(errno) ||
    LINK_LOST.has(code) ||
    name === 'KnexTimeoutError' ||
    message.includes('closed state');
  return unavailable ? 'unavailable' : 'other';
}

const MAX_RETRIES = { retry: 3, lock_wait: 1 } as const;

/**
 * Runs `work` in a READ COMMITTED transaction; the whole of it runs again after a deadlock (at most
 * three times) or a lock-wait timeout (once). `work` must have no effect outside the database.
 * A lost link is never retried: the commit may have happened, and only an idempotency key can tell.
 */
export async function inTransaction<T>(
  knex: Knex,
  work: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await knex.transaction(work);
    } catch (error) {
      const kind = classifyDatabaseError(error);
      const retries = kind === 'retry' || kind === 'lock_wait' ? MAX_RETRIES[kind] : 0;
      if (attempt >= retries) {
        throw error;
      }
      await sleep(5 + Math.random() * 45);
    }
  }
}

type DriverError = { errno?: number; code?: string; name?: string; message?: string };

function describe(error: unknown): Required<DriverError> {
  const wrapped = (error ?? {}) as DriverError & { nativeError?: DriverError };
  // Objection wraps driver errors and keeps the original.
  const { errno = 0, code = '', name = '', message = '' } = wrapped.nativeError ?? wrapped;
  return { errno, code, name, message };
}
