import { selectRow, write } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';

type Buyer = { userId: number; scheduleId: number };

/**
 * Makes the row that `lockBuyerSchedule` locks. It commits by itself, before the transaction: an
 * insert that is rolled back while others wait for it would have them deadlock over who is next.
 * Not INSERT … SELECT: reading and writing in one statement is what MariaDB answers with 1020.
 */
export async function openBuyerSchedule(knex: Knex, buyer: Buyer): Promise<void> {
  const { userId, scheduleId } = buyer;
  const schedule = await selectRow<{ userId: number | null }>(
    knex,
    `SELECT b.user_id FROM schedule s
       LEFT JOIN buyer_schedule b ON b.schedule_id = s.id AND b.user_id = ?
      WHERE s.id = ?`,
    [userId, scheduleId],
  );
  // Only for schedules that exist: whoever makes up numbers leaves no rows behind.
  if (schedule?.userId === null) {
    await write(knex, 'INSERT IGNORE INTO buyer_schedule (schedule_id, user_id) VALUES (?, ?)', [
      scheduleId,
      userId,
    ]);
  }
}

/**
 * Whatever may add to a buyer's seats of a schedule takes this lock before any reservation: a hold,
 * since it counts, and a payment, since it makes a hold that just lapsed count again.
 */
export async function lockBuyerSchedule(trx: Knex.Transaction, buyer: Buyer): Promise<void> {
  const row = await selectRow(
    trx,
    'SELECT user_id FROM buyer_schedule WHERE schedule_id = ? AND user_id = ? FOR UPDATE',
    [buyer.scheduleId, buyer.userId],
  );
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
  const { have = 0 } =
    (await selectRow<{ have: number }>(
      trx,
      `SELECT COUNT(*) AS have FROM reservation_seat rs
         JOIN reservation r ON r.id = rs.reservation_id
        WHERE r.user_id = ? AND r.schedule_id = ?
          AND (r.status = 'CONFIRMED' OR (r.status = 'PENDING' AND r.held_until > NOW(3)))`,
      [buyer.userId, buyer.scheduleId],
    )) ?? {};
  if (have + more > limit) {
    throw new AppError(
      'seat_limit_reached',
      `One buyer may have ${limit} seats of this date, and you have ${have}.`,
      { extra: { limit, have } },
    );
  }
}
