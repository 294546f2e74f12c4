import type { Knex } from 'knex';
import { bookOrders, type DemoOrder } from './demo-sales.ts';

const CHUNK = 2_000;
const DAY_MS = 86_400_000;
const SALES_DAYS = 12;
const HOLD_MS = 300_000;

/** Keeps the orders as paid reservations, and the wallets and ledgers that explain them. */
export async function seedSales(
  trx: Knex.Transaction,
  sales: { orders: DemoOrder[]; opening: Map<number, number>; userIds: number[]; now: Date },
): Promise<void> {
  const { orders, opening, userIds, now } = sales;
  const since = now.getTime() - SALES_DAYS * DAY_MS;
  const at = (share: number) => new Date(Math.floor(since + share * SALES_DAYS * DAY_MS));

  await insertChunks(
    trx,
    'reservation',
    orders.map(({ userId, scheduleId, amount, ticketCode }, index) => {
      const createdAt = at(index / orders.length);
      const heldUntil = new Date(createdAt.getTime() + HOLD_MS);
      const confirmedAt = new Date(createdAt.getTime() + HOLD_MS / 5);
      const status = 'CONFIRMED';
      return { userId, scheduleId, status, amount, ticketCode, createdAt, heldUntil, confirmedAt };
    }),
  );
  const ids = await readReservationIds(trx);
  const idOf = (order: DemoOrder) => ids.get(order.ticketCode) ?? 0;

  await insertChunks(
    trx,
    'reservation_seat',
    orders.flatMap((order) =>
      order.seats.map(({ seatNo, price }) => ({
        reservationId: idOf(order),
        scheduleId: order.scheduleId,
        seatNo,
        price,
      })),
    ),
  );
  // Version 2: as if each seat had been held once and then sold.
  await trx.raw(
    `UPDATE reservation_seat AS bought
       JOIN seat ON seat.schedule_id = bought.schedule_id AND seat.seat_no = bought.seat_no
        SET seat.status = 'SOLD', seat.version = 2, seat.reservation_id = bought.reservation_id`,
  );

  const { entries, balances } = bookOrders(orders, opening);
  await trx('wallet').insert(
    userIds.map((userId) => ({ userId, balance: balances.get(userId) ?? 0 })),
  );
  await insertChunks(
    trx,
    'ledger',
    entries.map(({ order, ...entry }, index) => {
      const paid = order === null ? undefined : orders[order];
      const reservationId = paid === undefined ? null : idOf(paid);
      return { ...entry, reservationId, createdAt: at(index / entries.length) };
    }),
  );
}

async function readReservationIds(trx: Knex.Transaction): Promise<Map<string, number>> {
  const rows = await trx('reservation')
    .select<{ id: number; ticketCode: string }[]>('id', 'ticketCode')
    .whereNotNull('ticketCode');
  return new Map(rows.map(({ id, ticketCode }) => [ticketCode, id]));
}

async function insertChunks(
  trx: Knex.Transaction,
  table: string,
  rows: Record<string, unknown>[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    await trx(table).insert(rows.slice(start, start + CHUNK));
  }
}
