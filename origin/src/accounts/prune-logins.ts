import { Login } from '@frontrow/db';
import type { Knex } from 'knex';
import { raw } from 'objection';

const BATCH = 1_000;
const BATCHES_AT_MOST = 50;

/** Forgets logins that are over, in short statements; returns how many. Harmless when run twice at once. */
export function createPruneLogins({ knex }: { knex: Knex }) {
  return async function pruneLogins(): Promise<number> {
    let pruned = 0;
    for (let batch = 0; batch < BATCHES_AT_MOST; batch += 1) {
      const deleted = await Login.query(knex)
        .delete()
        .where('expiresAt', '<=', raw('NOW(3)'))
        .limit(BATCH);
      pruned += deleted;
      if (deleted < BATCH) {
        break;
      }
    }
    return pruned;
  };
}
