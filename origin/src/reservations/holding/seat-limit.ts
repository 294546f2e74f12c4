import { BuyerSchedule, ReservationSeat, Schedule } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';

type Buyer = { userId: number; scheduleId: number };

/**
 * Makes the row that `lockBuyerSchedule` locks. It commits by itself, before the transaction: an
 * insert that is rolled back while others wait for it would have them deadlock over who is next.
 * Not INSERT … SELECT: reading and writing in one statement is what MariaDB answers with 1020.
 */
export async function openBuyerSchedule(knex: Knex, buyer: Buyer): Promise<void> {
  const schedule = await Schedule.query(knex)
    .alias('s')
    .findById(buyer.scheduleId)
    .leftJoin('buyer_schedule as b', (on) =>
      on.on('b.scheduleId', 's.id').andOnVal('b.userId', buyer.userId),
    )
    .select('b.userId')
    .castTo<{ userId: number | null } | undefined>();
  // Only for schedules that exist: whoever makes up numbers leaves no rows behind.
  if (schedule?.userId === null) {
    await knex(BuyerSchedule.tableName).insert(buyer).onConflict().ignore();
  }
}

/**
 * Whatever may add to a buyer's seats of a schedule takes this lock before any reservation: a hold,
 * since it counts, and a payment, since it makes a hold that just lapsed count again.
 */
export async function lockBuyerSchedule(trx: Knex.Transaction, buyer: Buyer): Promise<void> {
  const row = await BuyerSchedule.query(trx).findById([buyer.scheduleId, buyer.userId]).forUpdate();
  if (row === undefined) {
    throw new AppError('not_found', 'There is no such schedule.');
  }
}

/** Refuses when `more` seats would be too many; over all orders, lapsed and released ones left out. */
export async function checkSeatLimit(
  trx: Knex.Transaction,
  buyer: Buyer,
  { more, limit }: { more: number; limit: number },
): Promise<void> {
  const have = await ReservationSeat.query(trx)
    .alias('rs')
    .join('reservation as r', 'r.id', 'rs.reservationId')
    .where({ 'r.userId': buyer.userId, 'r.scheduleId': buyer.scheduleId })
    .whereRaw(`(r.status = 'CONFIRMED' OR (r.status = 'PENDING' AND r.held_until > NOW(3)))`)
    .resultSize();
  if (have + more > limit) {
    throw new AppError(
      'seat_limit_reached',
      `One buyer may have ${limit} seats of this date, and you have ${have}.`,
      { extra: { limit, have } },
    );
  }
}
