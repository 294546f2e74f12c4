import type { Knex } from 'knex';

const DIGITS = Array.from({ length: 10 }, (_, digit) => `SELECT ${digit} AS d`).join(' UNION ALL ');

/**
 * Makes all seats of the schedules, as their layouts' sections say, without sending a row over the
 * wire. Numbers come from digits that are joined, since the two servers limit recursion differently.
 */
export async function insertSeats(trx: Knex.Transaction, scheduleIds: number[]): Promise<void> {
  for (const scheduleId of scheduleIds) {
    const largest = await trx('section')
      .join('schedule', 'schedule.layoutId', 'section.layoutId')
      .where('schedule.id', scheduleId)
      .max<{ seats: number | null }>({ seats: 'section.seatCount' })
      .first();
    await trx.raw(
      `INSERT INTO seat (schedule_id, seat_no, section_no)
       SELECT schedule.id, section.first_seat_no + number.n, section.section_no
         FROM schedule
         JOIN section ON section.layout_id = schedule.layout_id
         JOIN (${numbersBelow(largest?.seats ?? 0)}) AS number ON number.n < section.seat_count
        WHERE schedule.id = ?
        ORDER BY 2`,
      [scheduleId],
    );
  }
}

/** SQL for the numbers from 0 up to the next power of ten. */
function numbersBelow(limit: number): string {
  const places = Math.max(1, String(Math.max(0, limit - 1)).length);
  const tables = Array.from({ length: places }, (_, place) => `(${DIGITS}) AS t${place}`);
  const sum = tables.map((_, place) => `t${place}.d * ${10 ** place}`).join(' + ');
  return `SELECT ${sum} AS n FROM ${tables.join(' CROSS JOIN ')}`;
}
