import { IdempotencyRecord } from '@frontrow/db';
import type { Knex } from 'knex';
import { raw } from 'objection';
import { deleteInBatches } from '../schedulers/delete-in-batches.ts';

/** Clients may count on a replay for a day. */
const KEPT_HOURS = 24;

type Deps = { knex: Knex };

/** Forgets old keys; returns how many. Harmless when run twice at once. */
export function createPruneIdempotency({ knex }: Deps) {
  return function pruneIdempotency(): Promise<number> {
    return deleteInBatches((limit) =>
      IdempotencyRecord.query(knex)
        .delete()
        .where('createdAt', '<', raw('NOW(3) - INTERVAL ? HOUR', [KEPT_HOURS]))
        .limit(limit),
    );
  };
}
