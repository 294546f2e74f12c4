import { type Reservation, selectRows } from '@frontrow/db';
import { AppError, type ReservationView, type ReservedSeat } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { Layouts } from './layout-index.ts';
import { readReservedSeats } from './reserved-seats.ts';

/** A reservation with the concert that it is for, as the lists and the ticket show it. */
export type ReservationRow = Reservation & {
  concertId: number;
  concertTitle: string;
  artist: string;
  startsAt: Date;
  layoutId: number;
  venueName: string;
  city: string;
  holderName: string;
  /** By the database's clock; negative once the hold is over. */
  microsecondsLeft: number;
};
/** `where` is SQL of ours, never input. */
type Wanted = { where: string; bindings: (string | number)[]; limit?: number };

type Deps = { layouts: Layouts };

export type ReservationViews = ReturnType<typeof createReservationViews>;

export function createReservationViews({ layouts }: Deps) {
  return { readRows, viewsOf, readOne };

  /**
   * Newest first; columns of the reservation go by `r`. The order of the joins is told: with old statistics the
   * server may begin at the few halls, and read every date there is.
   */
  function readRows(db: Knex, { where, bindings, limit }: Wanted): Promise<ReservationRow[]> {
    return selectRows(
      db,
      `SELECT STRAIGHT_JOIN r.*, s.concert_id, s.starts_at, s.layout_id, c.title AS concert_title,
              c.artist, v.name AS venue_name, v.city, u.name AS holder_name,
              TIMESTAMPDIFF(MICROSECOND, NOW(3), r.held_until) AS microseconds_left
         FROM reservation r
         JOIN schedule s ON s.id = r.schedule_id
         JOIN concert c ON c.id = s.concert_id
         JOIN layout l ON l.id = s.layout_id
         JOIN venue v ON v.id = l.venue_id
         JOIN user u ON u.id = r.user_id
        WHERE ${where} ORDER BY r.id DESC ${limit === undefined ? '' : 'LIMIT ?'}`,
      limit === undefined ? bindings : [...bindings, limit],
    );
  }

  async function viewsOf(db: Knex, rows: ReservationRow[]): Promise<Map<number, ReservationView>> {
    const seats = await readReservedSeats(db, layouts, rows);
    return new Map(rows.map((row) => [row.id, viewOf(row, seats.get(row.id) ?? [])]));
  }

  /** Of this buyer alone, where one is told. */
  async function readOne(db: Knex, id: number, userId?: number): Promise<ReservationView> {
    const which =
      userId === undefined
        ? { where: 'r.id = ?', bindings: [id] }
        : { where: 'r.id = ? AND r.user_id = ?', bindings: [id, userId] };
    const rows = await readRows(db, which);
    const view = (await viewsOf(db, rows)).get(id);
    if (view === undefined) {
      throw new AppError('not_found', 'There is no such reservation.');
    }
    return view;
  }
}

function viewOf(row: ReservationRow, seats: ReservedSeat[]): ReservationView {
  // A hold that is over has expired, whether or not anybody has swept it.
  const isPending = row.status === 'PENDING' && row.microsecondsLeft > 0;
  const status = row.status === 'PENDING' && !isPending ? 'EXPIRED' : row.status;
  return {
    id: row.id,
    status,
    schedule: {
      id: row.scheduleId,
      concertId: row.concertId,
      concertTitle: row.concertTitle,
      artist: row.artist,
      startsAt: row.startsAt.toISOString(),
      venueName: row.venueName,
      city: row.city,
    },
    seats,
    amount: row.amount,
    heldUntil: isPending ? row.heldUntil.toISOString() : null,
    secondsLeft: isPending ? row.microsecondsLeft / 1e6 : 0,
    createdAt: row.createdAt.toISOString(),
  };
}
