import { RoomRevocation } from '@frontrow/db';
import { PLACE_LIFETIME_SECONDS } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { raw } from 'objection';
import { deleteInBatches } from '../../schedulers/delete-in-batches.ts';

/** An hour longer than any place that they end can be shown. */
const KEPT_SECONDS = PLACE_LIFETIME_SECONDS + 3_600;

/** Forgets revocations that end nobody any more; who revoked what stays in the audit log. Returns how many. */
export function createPruneRevocations({ knex }: { knex: Knex }) {
  return function pruneRevocations(): Promise<number> {
    return deleteInBatches((limit) =>
      RoomRevocation.query(knex)
        .delete()
        .where('createdAt', '<', raw('NOW(3) - INTERVAL ? SECOND', [KEPT_SECONDS]))
        .limit(limit),
    );
  };
}
