import { AppError, type Page, type ReservationView, type TicketView } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { pageById, readIdCursor } from '../http/id-cursor.ts';
import type { ReservationRow, ReservationViews } from '../reservations/reservation-views.ts';

type Deps = { knex: Knex; views: ReservationViews };
type PageInput = { userId: number; cursor?: string | undefined; limit: number };

export type Tickets = ReturnType<typeof createTickets>;

/** A ticket is a confirmed reservation; buyers see their own ones only. */
export function createTickets({ knex, views }: Deps) {
  return {
    /** Newest first. */
    async page({ userId, cursor, limit }: PageInput): Promise<Page<TicketView>> {
      const before = readIdCursor(cursor);
      const older = before === undefined ? '' : 'AND r.id < ?';
      const rows = await views.readRows(knex, {
        where: `r.user_id = ? AND r.status = 'CONFIRMED' ${older}`,
        bindings: before === undefined ? [userId] : [userId, before],
        limit: limit + 1,
      });
      const reservations = await views.viewsOf(knex, rows);
      const { items, nextCursor } = pageById(rows, limit, (row) => ticketOf(row, reservations));
      return { items, nextCursor };
    },

    async one(userId: number, code: string): Promise<TicketView> {
      return readTicket(knex, 'r.user_id = ? AND r.ticket_code = ?', [userId, code]);
    },

    /** Within the transaction that confirmed the reservation. */
    ofReservation(trx: Knex.Transaction, reservationId: number): Promise<TicketView> {
      return readTicket(trx, 'r.id = ?', [reservationId]);
    },
  };

  async function readTicket(
    db: Knex,
    which: string,
    bindings: (string | number)[],
  ): Promise<TicketView> {
    const where = `${which} AND r.status = 'CONFIRMED'`;
    const rows = await views.readRows(db, { where, bindings });
    const [row] = rows;
    if (row === undefined) {
      throw new AppError('not_found', 'There is no such ticket.');
    }
    return ticketOf(row, await views.viewsOf(db, rows));
  }
}

function ticketOf(row: ReservationRow, reservations: Map<number, ReservationView>): TicketView {
  const reservation = reservations.get(row.id);
  if (reservation === undefined || row.ticketCode === null || row.confirmedAt === null) {
    throw new Error(`Reservation ${row.id} is confirmed without a ticket.`);
  }
  return {
    code: row.ticketCode,
    reservation,
    holder: row.holderName,
    issuedAt: row.confirmedAt.toISOString(),
  };
}
