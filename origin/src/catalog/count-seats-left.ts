import type { Knex } from 'knex';
import { FREE } from '../reservations/free-seats.ts';

type Wanted = {
  /** null for all concerts. */
  concertId: number | null;
  /** Counting stops here: whoever asks whether 500 are left need not know of the millions. */
  most: number;
};

/** `isHeld`: some seat may still come back; only looked for when none is free. */
export type SeatsLeft = { free: number; isHeld: boolean };

export type CountSeatsLeft = ReturnType<typeof createCountSeatsLeft>;

/** Free seats of the dates still to come; undefined when no date is to come. */
export function createCountSeatsLeft({ knex }: { knex: Knex }) {
  return async function countSeatsLeft({
    concertId,
    most,
  }: Wanted): Promise<SeatsLeft | undefined> {
    const free = await count(concertId, FREE, most);
    if (free > 0) {
      return { free, isHeld: false };
    }
    // Held and lapsed ones alike: a seat that goes from one to the other meanwhile is never missed.
    const isHeld = (await count(concertId, `status <> 'SOLD'`, 1)) > 0;
    const hasSeats = isHeld || (await count(concertId, 'TRUE', 1)) > 0;
    return hasSeats ? { free, isHeld } : undefined;
  };

  /** Date by date along the primary key of the seats, until there are enough. `which` is SQL of ours. */
  async function count(concertId: number | null, which: string, most: number): Promise<number> {
    const ofConcert = concertId === null ? '' : 'AND schedule.concert_id = ?';
    const [[row]] = (await knex.raw(
      `SELECT COUNT(*) AS found
         FROM (SELECT 1 FROM schedule STRAIGHT_JOIN seat ON seat.schedule_id = schedule.id
                WHERE schedule.starts_at > NOW(3) ${ofConcert} AND ${which}
                LIMIT ?) AS seats`,
      [...(concertId === null ? [] : [concertId]), most],
    )) as [[{ found: number } | undefined]];
    return row?.found ?? 0;
  }
}
