import { RoomRecovery } from '@frontrow/db';
import type { Knex } from 'knex';

const BATCH = 1000;
const BATCHES_AT_MOST = 50;

/** Forgets codes that are no longer valid, in short statements; returns how many. Harmless when run twice at once. */
export function createPruneRecovery({ knex }: { knex: Knex }) {
  return async function pruneRecovery(): Promise<number> {
    let pruned = 0;
    for (let batch = 0; batch < BATCHES_AT_MOST; batch += 1) {
      const deleted = await RoomRecovery.query(knex)
        .delete()
        .where('expiresAt', '<', knex.raw('NOW(3)'))
        .limit(BATCH);
      pruned += deleted;
      if (deleted < BATCH) {
        break;
      }
    }
    return pruned;
  };
}
