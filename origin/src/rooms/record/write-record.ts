import type { Knex } from 'knex';
import type { Rooms } from '../rooms.ts';
import { insertDraws, insertLines } from './record-rows.ts';
import type { RoomLog } from './room-log.ts';

type Deps = { knex: Knex; log: RoomLog; rooms: Pick<Rooms, 'snapshot' | 'saveCheckpoint'> };

/** Entries of the log taken at once; a call of many visitors is one of them. */
const BATCH = 200;
const MOST_BATCHES = 50;
const KEPT_DAYS = 30;

/**
 * Takes what a room has done from its log to MySQL. Safe to run twice: a line is known by its place in the log, and
 * leaves Redis once MySQL has it.
 */
export function createWriteRecord({ knex, log, rooms }: Deps) {
  return async function writeRecord(room: string): Promise<void> {
    // Draws whose entry in the log was lost with Redis came back from the checkpoint.
    const { draws: known, takenAt } = await rooms.snapshot(room);
    await insertDraws(
      knex,
      room,
      known.map((draw) => ({ ...draw, at: takenAt })),
    );
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const entries = await log.read(room, BATCH);
      if (entries.length === 0) {
        return;
      }
      const draws = entries.flatMap(({ draw }) => draw ?? []);
      if (draws.length > 0) {
        // In the checkpoint first: a draw in the record must come out the same after a loss of Redis.
        await rooms.saveCheckpoint(room);
        await insertDraws(knex, room, draws);
      }
      await insertLines(knex, room, entries);
      await log.forget(room, entries);
    }
  };
}

/** Ends the record's memory of who was admitted. Draws stay. */
export function createPruneRecord({ knex }: { knex: Knex }) {
  return async function pruneRecord(): Promise<void> {
    await knex.raw(
      'DELETE FROM room_admission WHERE at < NOW(3) - INTERVAL ? DAY ORDER BY id LIMIT 20000',
      [KEPT_DAYS],
    );
  };
}
