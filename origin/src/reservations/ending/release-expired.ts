import { inTransaction, Reservation } from '@frontrow/db';
import type { Knex } from 'knex';
import { raw } from 'objection';
import { endReservations } from './expire-lapsed.ts';
import { freeHeldSeats } from './free-held-seats.ts';

const BATCH = 100;
const BATCHES_AT_MOST = 50;

type Deps = { knex: Knex; invalidateSchedule: (scheduleId: number) => void };

/**
 * Tidies up after lapsed holds; returns how many. Nothing depends on it: lapsed seats are free by
 * their time alone. Reservations that a payment, a release or another origin has locked are
 * skipped, and each is looked at again under its lock, so running it twice changes nothing.
 */
export function createReleaseExpired({ knex, invalidateSchedule }: Deps) {
  return async function releaseExpired(): Promise<number> {
    let released = 0;
    for (let batch = 0; batch < BATCHES_AT_MOST; batch += 1) {
      const lapsed = await inTransaction(knex, releaseBatch);
      new Set(lapsed.map(({ scheduleId }) => scheduleId)).forEach(invalidateSchedule);
      released += lapsed.length;
      if (lapsed.length < BATCH) {
        break;
      }
    }
    return released;
  };
}

async function releaseBatch(trx: Knex.Transaction): Promise<Reservation[]> {
  const lapsed = await Reservation.query(trx)
    .select('id', 'scheduleId')
    .where({ status: 'PENDING' })
    .where(raw('held_until <= NOW(3)'))
    .orderBy('heldUntil')
    .limit(BATCH)
    .forUpdate()
    .skipLocked();
  const ids = lapsed.map(({ id }) => id).sort((a, b) => a - b);
  await freeHeldSeats(trx, ids);
  await endReservations(trx, ids, 'EXPIRED');
  return lapsed;
}
