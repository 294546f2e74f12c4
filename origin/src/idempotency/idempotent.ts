import { createHash } from 'node:crypto';
import {
  classifyDatabaseError,
  type IdempotencyRecord,
  inTransaction,
  selectRow,
  write,
} from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';

/** What makes two requests the same one. */
export type IdempotentRequest = {
  /** Keys belong to their user: nobody reads another's reply by guessing a key. */
  userId: number;
  key: string;
  method: string;
  /** The path with its ids, without the query. */
  path: string;
  /** The body after it was checked, so that spaces and the order of members do not count. */
  body?: unknown;
};

type Work = (trx: Knex.Transaction) => Promise<{ status: number; body: unknown }>;

export type IdempotentReply = {
  status: number;
  /** JSON; a replay is the same byte for byte. */
  body: string;
  replayed: boolean;
};

export type Idempotent = ReturnType<typeof createIdempotent>;

type Deps = { knex: Knex };

/**
 * Runs `work` once for each key of a user. The record is inserted first, in the transaction of the
 * work, and committed with it: the unique key, not a look beforehand, decides who works. Whoever
 * comes second waits for that row, then gets the saved reply.
 *
 * Only replies are saved. A refusal (anything thrown) rolls everything back, the record too: nothing
 * has happened, so the same key may be tried again, with the wallet charged or another seat chosen.
 */
export function createIdempotent({ knex }: Deps) {
  return async function idempotent(
    request: IdempotentRequest,
    work: Work,
  ): Promise<IdempotentReply> {
    let claimed = false;
    try {
      return await inTransaction(knex, async (trx) => {
        claimed = false;
        const isFirst = await claim(trx, request);
        claimed = true;
        if (isFirst) {
          return workAndSave(trx, request, work);
        }
        const saved = await readSavedReply(trx, request);
        if (saved === undefined) throw inFlight();
        return saved;
      });
    } catch (error) {
      // When the first of several is refused, those who waited for its row may deadlock over who
      // is next; after the retries of inTransaction one of them is still at work on this key.
      if (!claimed && classifyDatabaseError(error) === 'retry') {
        throw inFlight(error);
      }
      throw error;
    }
  };
}

/** True for the first request with its key; false when the reply of an earlier one is there. */
async function claim(trx: Knex.Transaction, request: IdempotentRequest): Promise<boolean> {
  const { userId, key } = request;
  try {
    await write(
      trx,
      'INSERT INTO idempotency_record (user_id, idempotency_key, fingerprint) VALUES (?, ?, ?)',
      [userId, key, fingerprintOf(request)],
    );
    return true;
  } catch (error) {
    const kind = classifyDatabaseError(error);
    if (kind === 'duplicate') return false;
    // The first one holds its row longer than a lock wait: tell the client to come again.
    if (kind === 'lock_wait') throw inFlight(error);
    throw error;
  }
}

async function workAndSave(
  trx: Knex.Transaction,
  request: IdempotentRequest,
  work: Work,
): Promise<IdempotentReply> {
  const reply = await work(trx);
  const body = JSON.stringify(reply.body);
  await write(
    trx,
    `UPDATE idempotency_record SET response_status = ?, response_body = ?
      WHERE user_id = ? AND idempotency_key = ?`,
    [reply.status, body, request.userId, request.key],
  );
  return { status: reply.status, body, replayed: false };
}

type Saved = Pick<IdempotencyRecord, 'fingerprint' | 'responseStatus' | 'responseBody'>;

/** Undefined when no request with this key has been answered; refuses a key of another request. */
export async function readSavedReply(
  db: Knex,
  request: IdempotentRequest,
): Promise<IdempotentReply | undefined> {
  const record = await selectRow<Saved>(
    db,
    `SELECT fingerprint, response_status, response_body FROM idempotency_record
      WHERE user_id = ? AND idempotency_key = ?`,
    [request.userId, request.key],
  );
  if (record === undefined) {
    return undefined;
  }
  if (!record.fingerprint.equals(fingerprintOf(request))) {
    throw new AppError(
      'idempotency_key_reused',
      'This Idempotency-Key belongs to another request; send a new one.',
    );
  }
  const { responseStatus: status, responseBody: body } = record;
  if (status === null || body === null) {
    throw new Error('An idempotency record was committed without its reply.');
  }
  return { status, body, replayed: true };
}

function fingerprintOf({ method, path, body }: IdempotentRequest): Buffer {
  return createHash('sha256')
    .update(`${method} ${path}\n${JSON.stringify(body ?? null)}`)
    .digest();
}

function inFlight(cause?: unknown): AppError {
  return new AppError(
    'idempotency_in_flight',
    'A request with this Idempotency-Key is still being worked on; ask again in a moment.',
    { retryAfterSeconds: 1, cause },
  );
}
