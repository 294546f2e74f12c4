import { IdempotencyRecord } from '@frontrow/db';
import type { Knex } from 'knex';
import { raw } from 'objection';

/** Clients may count on a replay for a day. */
const KEPT_HOURS = 24;
const BATCH = 1_000;
const BATCHES_AT_MOST = 50;

type Deps = { knex: Knex };

/** Forgets old keys, in short statements; returns how many. Harmless when run twice at once. */
export function createPruneIdempotency({ knex }: Deps) {
  return async function pruneIdempotency(): Promise<number> {
    let pruned = 0;
    for (let batch = 0; batch < BATCHES_AT_MOST; batch += 1) {
      const deleted = await IdempotencyRecord.query(knex)
        .delete()
        .where('createdAt', '<', raw('NOW(3) - INTERVAL ? HOUR', [KEPT_HOURS]))
        .limit(BATCH);
      pruned += deleted;
      if (deleted < BATCH) {
        break;
      }
    }
    return pruned;
  };
}
