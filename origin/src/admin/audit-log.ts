import { AuditLogEntry } from '@frontrow/db';
import type { Knex } from 'knex';

export type AuditRecord = {
  /** The operator who did it. */
  actorId: number;
  /** Verb of the feature: `concert.create`, `room.settings.change`, `points.grant`. */
  action: string;
  /** What it was done to: `concert/42`. */
  target: string;
  detail: Record<string, unknown>;
  requestId: string;
};

/** Writes what an operator did, in the transaction that does it: one is never kept without the other. */
export async function recordAudit(trx: Knex.Transaction, record: AuditRecord): Promise<void> {
  await AuditLogEntry.query(trx).insert(record);
}
