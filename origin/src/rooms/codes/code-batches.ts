import { classifyDatabaseError, inTransaction, RoomCode, RoomCodeBatch } from '@frontrow/db';
import {
  AppError,
  type CodeBatchView,
  type CreateCodesBody,
  type CreatedCodes,
  newCode,
} from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { Actor } from '../../admin/actor.ts';
import { recordAudit } from '../../admin/audit-log.ts';
import { findRoom } from '../settings/room-settings-store.ts';
import { hashCode } from './code-hash.ts';

export type CodeBatches = ReturnType<typeof createCodeBatches>;

type Counts = { batchId: number; codes: number | string; left: number | string };

/** Presale codes as operators handle them: in batches, in clear only while they are made. */
export function createCodeBatches({ knex }: { knex: Knex }) {
  return {
    async create(room: string, wanted: CreateCodesBody, actor: Actor): Promise<CreatedCodes> {
      const codes = wanted.code === undefined ? newCodes(wanted.count) : [wanted.code];
      try {
        const id = await inTransaction(knex, (trx) =>
          insert(trx, room, { ...wanted, codes }, actor),
        );
        return { batch: await one(room, id), codes };
      } catch (error) {
        if (classifyDatabaseError(error) === 'duplicate') {
          throw new AppError('name_taken', 'The room has this code already; choose another one.', {
            cause: error,
          });
        }
        throw error;
      }
    },

    async list(room: string): Promise<CodeBatchView[]> {
      await findRoom(knex, room);
      return views(await RoomCodeBatch.query(knex).where({ room }).orderBy('id', 'desc'));
    },

    /** Takes no more visitors over; whoever was taken over keeps the lane. Safe to repeat. */
    async revoke(room: string, batch: number, actor: Actor): Promise<void> {
      await inTransaction(knex, async (trx) => {
        const row = await findBatch(trx, room, batch, 'locked');
        if (row.revokedAt === null) {
          await RoomCodeBatch.query(trx)
            .findById(batch)
            .patch({ revokedAt: trx.raw('NOW(3)') });
          const detail = { batch };
          await recordAudit(trx, { ...actor, action: 'room.codes.revoke', target: room, detail });
        }
      });
    },
  };

  async function one(room: string, id: number): Promise<CodeBatchView> {
    const [view] = await views([await findBatch(knex, room, id)]);
    if (view === undefined) {
      throw new Error(`Batch ${id} has no codes.`);
    }
    return view;
  }

  async function views(batches: RoomCodeBatch[]): Promise<CodeBatchView[]> {
    const counts = await countCodes(
      knex,
      batches.map(({ id }) => id),
    );
    return batches.flatMap((batch) => {
      const counted = counts.get(batch.id);
      return counted === undefined ? [] : [toView(batch, counted)];
    });
  }
}

function newCodes(count: number): string[] {
  return Array.from({ length: count }, newCode);
}

type New = CreateCodesBody & { codes: string[] };

async function insert(trx: Knex.Transaction, room: string, wanted: New, actor: Actor) {
  const { codes, uses, expiresAt = null, label = null } = wanted;
  await findRoom(trx, room, 'locked');
  const { id } = await RoomCodeBatch.query(trx).insert({
    room,
    label,
    usesEach: uses,
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
  });
  const rows = codes.map((code) => ({
    batchId: id,
    room,
    codeHash: hashCode(code),
    usesLeft: uses,
  }));
  await trx(RoomCode.tableName).insert(rows);
  // What the codes are is in nobody's log.
  const isChosen = wanted.code !== undefined;
  const detail = { batch: id, count: codes.length, uses, expiresAt, label, isChosen };
  await recordAudit(trx, { ...actor, action: 'room.codes.create', target: room, detail });
  return id;
}

async function findBatch(knex: Knex, room: string, batch: number, lock?: 'locked') {
  const query = RoomCodeBatch.query(knex).findById(batch).where({ room });
  const row = await (lock === undefined ? query : query.forUpdate());
  if (row === undefined) {
    throw new AppError('not_found', `The room "${room}" has no batch ${batch}.`);
  }
  return row;
}

async function countCodes(knex: Knex, batches: number[]): Promise<Map<number, Counts>> {
  const rows: Counts[] = await knex(RoomCode.tableName)
    .whereIn('batchId', batches)
    .groupBy('batchId')
    .select('batchId')
    .count({ codes: '*' })
    .sum({ left: 'usesLeft' });
  return new Map(rows.map((row) => [row.batchId, row]));
}

function toView(batch: RoomCodeBatch, counts: Counts): CodeBatchView {
  const [codes, left] = [Number(counts.codes), Number(counts.left)];
  return {
    batch: batch.id,
    label: batch.label,
    codes,
    usesEach: batch.usesEach,
    used: codes * batch.usesEach - left,
    left,
    expiresAt: batch.expiresAt?.toISOString() ?? null,
    revokedAt: batch.revokedAt?.toISOString() ?? null,
    createdAt: batch.createdAt.toISOString(),
  };
}
