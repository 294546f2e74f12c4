import { RoomRecovery } from '@frontrow/db';
import {
  AppError,
  newCode,
  place as placeSchema,
  PLACE_LIFETIME_SECONDS,
  type Place,
} from '@frontrow/protocol';
import type { Knex } from 'knex';
import { hashCode } from '../codes/code-hash.ts';

/** A claim that has won the code: the place is to move, or has moved, to the id that claimed it. */
export type WonClaim = { place: Place; hasMoved: boolean };

export type RecoveryCodes = ReturnType<typeof createRecoveryCodes>;

/** The recovery codes in MySQL, where they outlast Redis; of each only its hash. */
export function createRecoveryCodes({ knex }: { knex: Knex }) {
  return {
    /** A new code for the place; the one before it is worth nothing from now on. */
    async make(place: Place): Promise<string> {
      const code = newCode();
      await knex(RoomRecovery.tableName)
        .insert({
          room: place.room,
          placeId: place.id,
          codeHash: hashCode(code),
          place: JSON.stringify(place),
          expiresAt: knex.raw(`NOW(3) + INTERVAL ${PLACE_LIFETIME_SECONDS} SECOND`),
          claimedBy: null,
          movedAt: null,
        })
        .onConflict(['room', 'placeId'])
        .merge();
      return code;
    },

    /** Once: who comes first has the code, and has it again when it asks again; for all others it is unknown. */
    async claim(room: string, code: string, newId: string): Promise<WonClaim> {
      const codeHash = hashCode(code);
      await RoomRecovery.query(knex)
        .patch({ claimedBy: newId })
        .where({ room, codeHash, claimedBy: null })
        .where('expiresAt', '>', knex.raw('NOW(3)'));
      const row = await RoomRecovery.query(knex).findOne({ room, codeHash, claimedBy: newId });
      if (row === undefined) {
        throw unknownCode();
      }
      return { place: placeSchema.parse(row.place), hasMoved: row.movedAt !== null };
    },

    async moved({ room, id }: Place, newId: string): Promise<void> {
      await RoomRecovery.query(knex)
        .patch({ movedAt: knex.raw('NOW(3)') })
        .where({ room, placeId: id, claimedBy: newId });
    },
  };
}

export function unknownCode(): AppError {
  return new AppError(
    'recovery_code_unknown',
    'This recovery code is not known, was used, or its place has ended.',
  );
}
