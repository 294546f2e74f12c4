import { classifyDatabaseError, inTransaction, RoomCode, RoomCodeRedemption } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { hashCode } from './code-hash.ts';

/** `number`: where the place stands in the priority lane already; null while that is not known. */
export type CodeUse = { codeId: number; number: number | null };

export type CodeUses = ReturnType<typeof createCodeUses>;

/** Who used which code: MySQL alone counts, so that no code takes over more places than it may. */
export function createCodeUses({ knex }: { knex: Knex }) {
  return {
    /** Takes one use for this place; the same use again for a place that has it. */
    async take(room: string, code: string, placeId: string): Promise<CodeUse> {
      const codeId = await findCode(knex, room, code);
      const taken = await RoomCodeRedemption.query(knex).findById([codeId, placeId]);
      if (taken !== undefined) {
        return taken;
      }
      try {
        await inTransaction(knex, (trx) => takeOne(trx, codeId, placeId));
      } catch (error) {
        // The same visitor asked twice at once: the other request took the use, and this one took none.
        if (classifyDatabaseError(error) !== 'duplicate') {
          throw error;
        }
      }
      return { codeId, number: null };
    },

    /** The room has taken the place over. */
    async done(codeId: number, placeId: string, number: number): Promise<void> {
      await RoomCodeRedemption.query(knex).findById([codeId, placeId]).patch({ number });
    },

    /** The room did not take the place over, and never will: somebody else may use the code. */
    async giveBack(codeId: number, placeId: string): Promise<void> {
      await inTransaction(knex, async (trx) => {
        // In the order of `takeOne`: first the code, then its use.
        await RoomCode.query(trx).findById(codeId).forUpdate();
        const given = await RoomCodeRedemption.query(trx)
          .delete()
          .where({ codeId, placeId, number: null });
        if (given === 1) {
          await RoomCode.query(trx)
            .findById(codeId)
            .patch({ usesLeft: trx.raw('uses_left + 1') });
        }
      });
    },

    /** The number in the priority lane that a place got by any code. */
    async numberOf(placeId: string): Promise<number | undefined> {
      const row = await RoomCodeRedemption.query(knex)
        .where({ placeId })
        .whereNotNull('number')
        .first();
      return row?.number ?? undefined;
    },
  };
}

/** The same one look-up for a code that is there and for one that is not. */
async function findCode(knex: Knex, room: string, code: string): Promise<number> {
  const row = await RoomCode.query(knex)
    .alias('c')
    .join('room_code_batch as b', 'b.id', 'c.batchId')
    .where({ 'c.codeHash': hashCode(code), 'c.room': room, 'b.revokedAt': null })
    .where((valid) =>
      valid.whereNull('b.expiresAt').orWhere('b.expiresAt', '>', knex.raw('NOW(3)')),
    )
    .select('c.id')
    .first();
  if (row === undefined) {
    throw new AppError('code_unknown', 'There is no such code for this room, or not any more.');
  }
  return row.id;
}

async function takeOne(trx: Knex.Transaction, codeId: number, placeId: string): Promise<void> {
  // The code's row first: who comes second waits here, and finds what the first one left.
  const taken = await RoomCode.query(trx)
    .patch({ usesLeft: trx.raw('uses_left - 1') })
    .where({ id: codeId })
    .where('usesLeft', '>', 0);
  if (taken === 1) {
    await RoomCodeRedemption.query(trx).insert({ codeId, placeId, number: null });
    return;
  }
  if ((await RoomCodeRedemption.query(trx).findById([codeId, placeId])) === undefined) {
    throw new AppError('code_used_up', 'Others have used this code.');
  }
}
