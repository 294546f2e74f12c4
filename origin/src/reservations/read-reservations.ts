import type { Page, ReservationView } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { pageById, readIdCursor } from '../http/id-cursor.ts';
import type { ReservationViews } from './reservation-views.ts';

type Deps = { knex: Knex; views: ReservationViews };
type PageInput = { userId: number; cursor?: string | undefined; limit: number };

export type ReadReservations = ReturnType<typeof createReadReservations>;

/** What buyers see of their own reservations; those of others do not exist for them. */
export function createReadReservations({ knex, views }: Deps) {
  return {
    one(userId: number, reservationId: number): Promise<ReservationView> {
      return views.readOne(knex, reservationId, userId);
    },

    /** Newest first. */
    async page({ userId, cursor, limit }: PageInput): Promise<Page<ReservationView>> {
      const before = readIdCursor(cursor);
      const rows = await views.readRows(knex, {
        where: before === undefined ? 'r.user_id = ?' : 'r.user_id = ? AND r.id < ?',
        bindings: before === undefined ? [userId] : [userId, before],
        limit: limit + 1,
      });
      const shown = await views.viewsOf(knex, rows);
      const { items, nextCursor } = pageById(rows, limit, ({ id }) => shown.get(id));
      return { items: items.filter((view) => view !== undefined), nextCursor };
    },
  };
}
