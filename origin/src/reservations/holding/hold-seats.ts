import { selectRow, write } from '@frontrow/db';
import type { HoldBody } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type {
  Idempotent,
  IdempotentReply,
  IdempotentRequest,
} from '../../idempotency/idempotent.ts';
import { chooseBestSeats, retryWhileContended } from '../choosing/choose-best-seats.ts';
import { type Choice, chooseNamedSeats } from '../choosing/choose-named-seats.ts';
import type { Layouts } from '../layout-index.ts';
import type { ReservationViews } from '../reservation-views.ts';
import { claimSeats } from './claim-seats.ts';
import { type OpenSchedule, priceOf, readOpenSchedule } from './open-schedule.ts';
import { checkSeatLimit, lockBuyerSchedule, openBuyerSchedule } from './seat-limit.ts';

type Deps = {
  knex: Knex;
  idempotent: Idempotent;
  layouts: Layouts;
  views: ReservationViews;
  holdSeconds: number;
  /** Told after the commit; whether it worked is its own affair. */
  invalidateSchedule: (scheduleId: number) => void;
};
type Input = { scheduleId: number; userId: number };

export type HoldSeats = ReturnType<typeof createHoldSeats>;

/** Holds seats of one schedule, all or none, once for each idempotency key. */
export function createHoldSeats(deps: Deps) {
  const { knex, idempotent, layouts, views, holdSeconds, invalidateSchedule } = deps;

  return async function holdSeats(
    request: IdempotentRequest,
    scheduleId: number,
    wanted: HoldBody,
  ): Promise<IdempotentReply> {
    const input = { scheduleId, userId: request.userId };
    await openBuyerSchedule(knex, input);
    const reply = await retryWhileContended(() =>
      idempotent(request, async (trx) => {
        const id = await hold(trx, input, wanted);
        return { status: 201, body: await views.readOne(trx, id) };
      }),
    );
    if (!reply.replayed) {
      invalidateSchedule(scheduleId);
    }
    return reply;
  };

  /** Locks in this order: the buyer's limit, lapsed reservations, seats. */
  async function hold(trx: Knex.Transaction, input: Input, wanted: HoldBody): Promise<number> {
    const schedule = await readOpenSchedule(trx, input.scheduleId);
    await lockBuyerSchedule(trx, input);
    const more = 'seats' in wanted ? wanted.seats.length : wanted.bestAvailable.count;
    await checkSeatLimit(trx, input, { more, limit: schedule.seatLimit });

    const choice = await choose(trx, input.scheduleId, { schedule, wanted, layouts });
    const seats = choice.seats.map((seat) => ({
      ...seat,
      price: priceOf(schedule, seat.sectionNo),
    }));
    const amount = seats.reduce((total, { price }) => total + price, 0);
    const heldUntil = await readHoldEnd(trx, holdSeconds);
    const id = await insertReservation(trx, { ...input, amount, heldUntil });
    await claimSeats(trx, {
      ...choice,
      scheduleId: input.scheduleId,
      reservationId: id,
      heldUntil,
    });
    await write(
      trx,
      `INSERT INTO reservation_seat (reservation_id, schedule_id, seat_no, price)
       VALUES ${seats.map(() => '(?, ?, ?, ?)').join(', ')}`,
      seats.flatMap(({ seatNo, price }) => [id, input.scheduleId, seatNo, price]),
    );
    return id;
  }
}

async function choose(
  trx: Knex.Transaction,
  scheduleId: number,
  { schedule, wanted, layouts }: { schedule: OpenSchedule; wanted: HoldBody; layouts: Layouts },
): Promise<Choice> {
  if ('seats' in wanted) {
    return chooseNamedSeats(trx, scheduleId, wanted.seats);
  }
  const layout = await layouts(trx, schedule.layoutId);
  return chooseBestSeats(trx, { scheduleId, layout, ...wanted.bestAvailable });
}

/** By the database's clock, and the same moment for the reservation and its seats. */
async function readHoldEnd(trx: Knex.Transaction, holdSeconds: number): Promise<Date> {
  const row = await selectRow<{ heldUntil: Date }>(
    trx,
    'SELECT NOW(3) + INTERVAL ? SECOND AS held_until',
    [holdSeconds],
  );
  if (row === undefined) {
    throw new Error('The database did not tell the time.');
  }
  return row.heldUntil;
}

async function insertReservation(
  trx: Knex.Transaction,
  reservation: Input & { amount: number; heldUntil: Date },
): Promise<number> {
  const { userId, scheduleId, amount, heldUntil } = reservation;
  const { insertId } = await write(
    trx,
    'INSERT INTO reservation (user_id, schedule_id, amount, held_until) VALUES (?, ?, ?, ?)',
    [userId, scheduleId, amount, heldUntil],
  );
  return insertId;
}
