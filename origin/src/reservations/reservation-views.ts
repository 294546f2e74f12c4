import { Reservation } from '@frontrow/db';
import { AppError, type ReservationView, type ReservedSeat } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { type QueryBuilder, raw } from 'objection';
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
type Narrow = (query: QueryBuilder<Reservation>) => unknown;

type Deps = { layouts: Layouts };

export type ReservationViews = ReturnType<typeof createReservationViews>;

export function createReservationViews({ layouts }: Deps) {
  return { readRows, viewsOf, readOne };

  /**
   * Newest first unless `narrow` says otherwise; columns of the reservation go by `r`. The order of the joins is
   * told: with old statistics the server may begin at the few halls, and read every date there is.
   */
  async function readRows(db: Knex, narrow: Narrow): Promise<ReservationRow[]> {
    const query = Reservation.query(db)
      .alias('r')
      .join('schedule as s', 's.id', 'r.scheduleId')
      .join('concert as c', 'c.id', 's.concertId')
      .join('layout as l', 'l.id', 's.layoutId')
      .join('venue as v', 'v.id', 'l.venueId')
      .join('user as u', 'u.id', 'r.userId')
      .select(raw('STRAIGHT_JOIN r.*'), 's.concertId', 's.startsAt', 's.layoutId')
      .select('c.title as concertTitle', 'c.artist', 'v.name as venueName', 'v.city')
      .select('u.name as holderName')
      .select(raw('TIMESTAMPDIFF(MICROSECOND, NOW(3), r.held_until) AS microseconds_left'))
      .orderBy('r.id', 'desc');
    narrow(query);
    return query.castTo<ReservationRow[]>();
  }

  async function viewsOf(db: Knex, rows: ReservationRow[]): Promise<Map<number, ReservationView>> {
    const seats = await readReservedSeats(db, layouts, rows);
    return new Map(rows.map((row) => [row.id, viewOf(row, seats.get(row.id) ?? [])]));
  }

  async function readOne(
    db: Knex,
    id: number,
    narrow: Narrow = () => {},
  ): Promise<ReservationView> {
    const rows = await readRows(db, (query) => {
      void query.where('r.id', id);
      narrow(query);
    });
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
