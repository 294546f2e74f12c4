import type { Knex } from 'knex';

export type Violation = { check: string; rows: Record<string, unknown>[] };

const SAMPLE = 5;

const CONFIRMED_OR_HOLDING = `(r.status = 'CONFIRMED' OR (r.status = 'PENDING' AND r.held_until > NOW(3)))`;

/**
 * Each statement lists what must not exist. One statement is one consistent view of the tables. Hints where the
 * optimizer would go through the seats hall by hall, up and down the whole table.
 */
const CHECKS: Record<string, string> = {
  'I1 a seat belongs to one live reservation': `
    SELECT rs.schedule_id, rs.seat_no, COUNT(*) AS owners
      FROM reservation_seat rs JOIN reservation r ON r.id = rs.reservation_id
     WHERE ${CONFIRMED_OR_HOLDING}
     GROUP BY rs.schedule_id, rs.seat_no HAVING owners > 1`,

  'I2 no seat appeared or vanished': `
    SELECT * FROM (
      SELECT s.id AS schedule_id, l.seat_count,
             (SELECT COUNT(*) FROM seat WHERE seat.schedule_id = s.id) AS seats
        FROM schedule s FORCE INDEX (PRIMARY) STRAIGHT_JOIN layout l ON l.id = s.layout_id) counted
     WHERE seats <> seat_count`,

  'I2 a sold seat has its confirmed reservation': `
    SELECT seat.* FROM seat
      LEFT JOIN reservation_seat rs ON rs.reservation_id = seat.reservation_id AND rs.live = 1
            AND rs.schedule_id = seat.schedule_id AND rs.seat_no = seat.seat_no
      LEFT JOIN reservation r ON r.id = rs.reservation_id
     WHERE seat.status = 'SOLD' AND (r.id IS NULL OR r.status <> 'CONFIRMED')`,

  'I2 a confirmed reservation has its seats sold, a holding one has them held': `
    SELECT r.id, r.status, rs.seat_no, seat.status AS seat_status
      FROM reservation r JOIN reservation_seat rs ON rs.reservation_id = r.id
      LEFT JOIN seat ON seat.schedule_id = rs.schedule_id AND seat.seat_no = rs.seat_no
            AND seat.reservation_id = r.id
            AND seat.status = IF(r.status = 'CONFIRMED', 'SOLD', 'HELD')
            AND (r.status = 'CONFIRMED' OR seat.held_until = r.held_until)
     WHERE ${CONFIRMED_OR_HOLDING} AND seat.seat_no IS NULL`,

  'I2 a held seat belongs to a pending reservation': `
    SELECT seat.* FROM seat LEFT JOIN reservation r ON r.id = seat.reservation_id
     WHERE seat.status = 'HELD' AND seat.held_until > NOW(3)
       AND (r.id IS NULL OR r.status <> 'PENDING')`,

  'I2 an available seat belongs to nobody': `
    SELECT * FROM seat
     WHERE status = 'AVAILABLE' AND (reservation_id IS NOT NULL OR held_until IS NOT NULL)`,

  'I3 a balance is the sum of its ledger': `
    SELECT w.user_id, w.balance, COALESCE(SUM(l.amount), 0) AS entries
      FROM wallet w LEFT JOIN ledger l ON l.user_id = w.user_id
     GROUP BY w.user_id, w.balance HAVING w.balance <> entries`,

  'I3 each entry goes on from the one before': `
    SELECT * FROM (
      SELECT id, user_id, amount, balance_after,
             COALESCE(LAG(balance_after) OVER (PARTITION BY user_id ORDER BY id), 0) AS before_it
        FROM ledger) chained
     WHERE balance_after <> before_it + amount`,

  'I4 no balance is negative': `
    SELECT user_id, balance FROM wallet WHERE balance < 0`,

  'I5 a committed key has its reply': `
    SELECT user_id, idempotency_key FROM idempotency_record
     WHERE response_status IS NULL OR response_body IS NULL`,

  'I6 a reservation is confirmed if and only if its price was paid once': `
    SELECT r.id, r.status, r.amount, COUNT(l.id) AS payments, SUM(l.amount) AS paid
      FROM reservation r
      LEFT JOIN ledger l ON l.reservation_id = r.id AND l.kind = 'PAYMENT' AND l.user_id = r.user_id
     GROUP BY r.id, r.status, r.amount
    HAVING (r.status = 'CONFIRMED' AND (payments <> 1 OR paid <> -r.amount))
        OR (r.status <> 'CONFIRMED' AND payments <> 0)`,

  'I6 a payment belongs to a reservation of the payer': `
    SELECT l.* FROM ledger l
      LEFT JOIN reservation r ON r.id = l.reservation_id AND r.user_id = l.user_id
     WHERE (l.kind = 'PAYMENT') <> (r.id IS NOT NULL)`,

  'I6 an amount is the sum of its seats': `
    SELECT r.id, r.amount, COALESCE(SUM(rs.price), 0) AS seats
      FROM reservation r LEFT JOIN reservation_seat rs ON rs.reservation_id = r.id
     GROUP BY r.id, r.amount HAVING COUNT(rs.seat_no) = 0 OR r.amount <> seats`,

  'I7 seats are live while the reservation is, and no longer': `
    SELECT r.id, r.status, rs.seat_no, rs.live
      FROM reservation r JOIN reservation_seat rs ON rs.reservation_id = r.id
     WHERE (r.status IN ('PENDING', 'CONFIRMED')) <> (rs.live IS NOT NULL)`,

  'I7 only confirmed reservations have a ticket': `
    SELECT id, status, ticket_code, confirmed_at FROM reservation
     WHERE (status = 'CONFIRMED') <> (ticket_code IS NOT NULL)
        OR (status = 'CONFIRMED') <> (confirmed_at IS NOT NULL)`,

  'I8 no hold ended before its time': `
    SELECT id, held_until FROM reservation WHERE status = 'EXPIRED' AND held_until > NOW(3)`,

  'limit: no buyer has more seats of a schedule than allowed': `
    SELECT r.user_id, r.schedule_id, s.seat_limit, COUNT(*) AS seats
      FROM reservation r JOIN reservation_seat rs ON rs.reservation_id = r.id
      JOIN schedule s ON s.id = r.schedule_id
     WHERE ${CONFIRMED_OR_HOLDING}
     GROUP BY r.user_id, r.schedule_id, s.seat_limit HAVING seats > s.seat_limit`,
};

type Options = {
  /** How long a lapsed hold may stay unswept; not judged where it is not given. */
  releasedWithinSeconds?: number;
  /** Told after each check: at 150 million seats one of them takes minutes. */
  onChecked?: (check: string, isHeld: boolean) => void;
};

/**
 * Looks for broken promises about seats and money (I1–I8) in the tables themselves, without trust
 * in the code that wrote them. Returns what it found; empty means that everything holds.
 */
export async function auditMoneyAndSeats(
  knex: Knex,
  { releasedWithinSeconds, onChecked = () => undefined }: Options = {},
): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const [check, sql] of Object.entries(CHECKS)) {
    const found = await look(check, knex.raw(sql));
    violations.push(...found);
    onChecked(check, found.length === 0);
  }
  if (releasedWithinSeconds !== undefined) {
    const late = knex.raw(
      `SELECT id, held_until FROM reservation
        WHERE status = 'PENDING' AND held_until < NOW(3) - INTERVAL ? SECOND`,
      [releasedWithinSeconds],
    );
    violations.push(...(await look('I8 lapsed holds are released in time', late)));
  }
  return violations;
}

async function look(check: string, query: Knex.Raw): Promise<Violation[]> {
  const [rows] = (await query) as [Record<string, unknown>[]];
  return rows.length === 0 ? [] : [{ check, rows: rows.slice(0, SAMPLE) }];
}
