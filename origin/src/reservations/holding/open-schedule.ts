import { selectRow, selectRows } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';

export type OpenSchedule = { layoutId: number; seatLimit: number; prices: Map<number, number> };

/** What a hold has to know of its schedule; refuses one that has begun, by the database's clock. */
export async function readOpenSchedule(
  trx: Knex.Transaction,
  scheduleId: number,
): Promise<OpenSchedule> {
  const schedule = await selectRow<{ layoutId: number; seatLimit: number; started: 0 | 1 }>(
    trx,
    'SELECT layout_id, seat_limit, starts_at <= NOW(3) AS started FROM schedule WHERE id = ?',
    [scheduleId],
  );
  if (schedule === undefined) {
    throw new AppError('not_found', 'There is no such schedule.');
  }
  if (schedule.started === 1) {
    throw new AppError('sales_closed', 'The concert has begun.');
  }
  const prices = await selectRows<{ sectionNo: number; price: number }>(
    trx,
    'SELECT section_no, price FROM schedule_price WHERE schedule_id = ?',
    [scheduleId],
  );
  return {
    ...schedule,
    prices: new Map(prices.map(({ sectionNo, price }) => [sectionNo, price])),
  };
}

export function priceOf({ prices }: OpenSchedule, sectionNo: number): number {
  const price = prices.get(sectionNo);
  if (price === undefined) {
    throw new AppError('sales_closed', `Section ${sectionNo} is not on sale.`);
  }
  return price;
}
