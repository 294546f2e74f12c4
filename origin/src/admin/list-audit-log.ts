import { AuditLogEntry } from '@frontrow/db';
import type { AuditEntry, Page, PageQuery } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { pageById, readIdCursor } from '../http/id-cursor.ts';

type Row = AuditLogEntry & { actor: string };

export type ListAuditLog = ReturnType<typeof createListAuditLog>;

/** What operators did, newest first. */
export function createListAuditLog({ knex }: { knex: Knex }) {
  return async function listAuditLog({ cursor, limit }: PageQuery): Promise<Page<AuditEntry>> {
    const before = readIdCursor(cursor);
    const rows = (await AuditLogEntry.query(knex)
      .join('user', 'user.id', 'auditLog.actorId')
      .select('auditLog.*', 'user.email as actor')
      .modify((query) => {
        if (before !== undefined) {
          void query.where('auditLog.id', '<', before);
        }
      })
      .orderBy('auditLog.id', 'desc')
      .limit(limit + 1)) as Row[];
    return pageById(rows, limit, view);
  };
}

function view({ id, actor, action, target, detail, requestId, createdAt }: Row): AuditEntry {
  return { id, actor, action, target, detail, requestId, createdAt: createdAt.toISOString() };
}
