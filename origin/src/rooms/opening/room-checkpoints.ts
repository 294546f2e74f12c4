import { RoomCheckpoint } from '@frontrow/db';
import type { Knex } from 'knex';
import { type KeptDraws, NO_DRAWS } from '../store/room-reading.ts';

type Checkpoint = { epoch: number; issued: number; calledUpTo: number; draws: KeptDraws };
export type RoomCheckpoints = ReturnType<typeof createRoomCheckpoints>;

/** What MySQL remembers of a room for the day that Redis does not. */
export function createRoomCheckpoints({ knex }: { knex: Knex }) {
  return {
    /**
     * Claims the next epoch before the room is opened in it: an epoch is never used twice, even when
     * the origin stops in between. Returns the last checkpoint with the new epoch.
     */
    async startEpoch(room: string): Promise<Checkpoint> {
      await knex('room_checkpoint')
        .insert({ room, epoch: 0, issued: 0, calledUpTo: 0 })
        .onConflict('room')
        .ignore();
      for (;;) {
        const last = await RoomCheckpoint.query(knex).findById(room).throwIfNotFound();
        const epoch = last.epoch + 1;
        const claimed = await RoomCheckpoint.query(knex)
          .patch({ epoch })
          .where({ room, epoch: last.epoch });
        if (claimed === 1) {
          const draws = (last.draws as KeptDraws | null) ?? NO_DRAWS;
          return { epoch, issued: last.issued, calledUpTo: last.calledUpTo, draws };
        }
      }
    },

    /** Writes down how far the room is. Numbers never fall, so nothing is lost to a late writer. */
    async save(room: string, checkpoint: Omit<Checkpoint, 'epoch'>): Promise<void> {
      const { issued, calledUpTo, draws } = checkpoint;
      await RoomCheckpoint.query(knex)
        .patch({
          issued: knex.raw('GREATEST(issued, ?)', issued),
          calledUpTo: knex.raw('GREATEST(called_up_to, ?)', calledUpTo),
        })
        .where({ room });
      // A late writer must not open a draw again whose order is public: numbers grow with each draw that is made,
      // and with each epoch.
      await RoomCheckpoint.query(knex)
        .patch({ draws })
        .where({ room })
        .where('issued', '<=', issued);
    },
  };
}
