import { RoomCheckpoint } from '@frontrow/db';
import type { Knex } from 'knex';
import { type KeptDraws, NO_DRAWS } from '../store/room-reading.ts';

type Checkpoint = {
  epoch: number;
  issued: number;
  calledUpTo: number;
  /** How many were inside. */
  inside: number;
  draws: KeptDraws;
};

/** Numbers given between the last checkpoint and the loss of Redis must not be given again. */
const SAFETY_GAP = 100_000;

export type RoomCheckpoints = ReturnType<typeof createRoomCheckpoints>;

/** What MySQL remembers of a room for the day that Redis does not. */
export function createRoomCheckpoints({ knex }: { knex: Knex }) {
  return {
    /**
     * Claims the next epoch before the room is opened in it: an epoch is never used twice, even when
     * the origin stops in between. Returns where it starts: behind everything that the last one may have given,
     * which is written down with the claim, should Redis be lost again before the next checkpoint.
     */
    async startEpoch(room: string): Promise<Checkpoint> {
      await knex('room_checkpoint')
        .insert({ room, epoch: 0, issued: 0, calledUpTo: 0 })
        .onConflict('room')
        .ignore();
      for (;;) {
        const last = await RoomCheckpoint.query(knex).findById(room).throwIfNotFound();
        const { epoch, issued, draws } = nextEpoch(last);
        const claimed = await RoomCheckpoint.query(knex)
          .patch({ epoch, issued, draws })
          .where({ room, epoch: last.epoch, issued: last.issued });
        if (claimed === 1) {
          return { epoch, issued, calledUpTo: last.calledUpTo, inside: last.inside, draws };
        }
      }
    },

    /** Writes down how far the room is. Numbers never fall, so nothing is lost to a late writer. */
    async save(room: string, checkpoint: Omit<Checkpoint, 'epoch'>): Promise<void> {
      const { issued, calledUpTo, inside, draws } = checkpoint;
      await RoomCheckpoint.query(knex)
        .patch({
          issued: knex.raw('GREATEST(issued, ?)', issued),
          calledUpTo: knex.raw('GREATEST(called_up_to, ?)', calledUpTo),
        })
        .where({ room });
      // A late writer must not open a draw again whose order is public: numbers grow with each draw that is made,
      // and with each epoch.
      await RoomCheckpoint.query(knex)
        .patch({ draws, inside })
        .where({ room })
        .where('issued', '<=', issued);
    },
  };
}

/** Numbers and tickets given since the checkpoint are not known; nobody else gets them. */
function nextEpoch({
  epoch,
  issued,
  draws,
}: RoomCheckpoint): Pick<Checkpoint, 'epoch' | 'issued' | 'draws'> {
  const known = (draws as KeptDraws | null) ?? NO_DRAWS;
  return epoch === 0
    ? { epoch: 1, issued, draws: known }
    : { epoch: epoch + 1, issued: issued + SAFETY_GAP, draws: withGap(known) };
}

function withGap({ closed, open, priority, unseen = 0 }: KeptDraws): KeptDraws {
  return {
    closed,
    open: open && { ...open, tickets: open.tickets + SAFETY_GAP },
    priority: { ...priority, issued: priority.issued + SAFETY_GAP },
    unseen: unseen + SAFETY_GAP,
  };
}
