import { Reservation, ReservationSeat, Schedule, SchedulePrice, Seat } from '@frontrow/db';
import { AppError, type HoldBody } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { raw } from 'objection';
import type { Idempotent, IdempotentReply, IdempotentRequest } from '../idempotency/idempotent.ts';
import { chooseBestSeats, retryWhileContended } from './choose-best-seats.ts';
import { type Choice, chooseNamedSeats, seatsLost } from './choose-named-seats.ts';
import { whereTakeable } from './free-seats.ts';
import type { Layouts } from './layout-index.ts';
import type { ReservationViews } from './reservation-views.ts';
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
type OpenSchedule = { layoutId: number; seatLimit: number; prices: Map<number, number> };

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

    const choice = await choose(trx, input.scheduleId, { schedule, wanted });
    const seats = choice.seats.map((seat) => ({
      ...seat,
      price: priceOf(schedule, seat.sectionNo),
    }));
    const amount = seats.reduce((total, { price }) => total + price, 0);
    const { id } = await Reservation.query(trx).insert({
      ...input,
      amount,
      heldUntil: raw('NOW(3) + INTERVAL ? SECOND', [holdSeconds]),
    });
    await claimSeats(trx, { ...choice, scheduleId: input.scheduleId, reservationId: id });
    await trx(ReservationSeat.tableName).insert(
      seats.map(({ seatNo, price }) => ({
        reservationId: id,
        scheduleId: input.scheduleId,
        seatNo,
        price,
      })),
    );
    return id;
  }

  async function choose(
    trx: Knex.Transaction,
    scheduleId: number,
    { schedule, wanted }: { schedule: OpenSchedule; wanted: HoldBody },
  ): Promise<Choice> {
    if ('seats' in wanted) {
      return chooseNamedSeats(trx, scheduleId, wanted.seats);
    }
    const layout = await layouts(trx, schedule.layoutId);
    return chooseBestSeats(trx, { scheduleId, layout, ...wanted.bestAvailable });
  }
}

async function readOpenSchedule(trx: Knex.Transaction, scheduleId: number): Promise<OpenSchedule> {
  const schedule = await Schedule.query(trx)
    .findById(scheduleId)
    .select('layoutId', 'seatLimit', raw('starts_at <= NOW(3) AS started'))
    .castTo<{ layoutId: number; seatLimit: number; started: 0 | 1 } | undefined>();
  if (schedule === undefined) {
    throw new AppError('not_found', 'There is no such schedule.');
  }
  if (schedule.started === 1) {
    throw new AppError('sales_closed', 'The concert has begun.');
  }
  const prices = await SchedulePrice.query(trx).where({ scheduleId });
  return {
    ...schedule,
    prices: new Map(prices.map(({ sectionNo, price }) => [sectionNo, price])),
  };
}

function priceOf({ prices }: OpenSchedule, sectionNo: number): number {
  const price = prices.get(sectionNo);
  if (price === undefined) {
    throw new AppError('sales_closed', `Section ${sectionNo} is not on sale.`);
  }
  return price;
}

/**
 * The optimistic lock: one conditional UPDATE over the seats in their order, which alone decides who
 * gets them. A seat that changed since it was chosen does not match, and then nothing is held.
 */
async function claimSeats(
  trx: Knex.Transaction,
  claim: Choice & { scheduleId: number; reservationId: number },
): Promise<void> {
  const { scheduleId, reservationId, seats, endedReservationIds } = claim;
  const seatNos = seats.map(({ seatNo }) => seatNo);
  const update = Seat.query(trx)
    .patch({
      status: 'HELD',
      reservationId,
      heldUntil: raw('(SELECT held_until FROM reservation WHERE id = ?)', [reservationId]),
      version: raw('version + 1'),
    })
    .where({ scheduleId })
    .whereIn('seatNo', seatNos);
  for (const { seatNo, version } of seats) {
    if (version !== undefined) {
      void update.where(raw('IF(seat_no = ?, version = ?, TRUE)', [seatNo, version]));
    }
  }
  const held = await whereTakeable(update, endedReservationIds);
  if (held < seatNos.length) {
    const ours = await Seat.query(trx)
      .where({ scheduleId, reservationId })
      .whereIn('seatNo', seatNos);
    const oursNos = new Set(ours.map(({ seatNo }) => seatNo));
    throw seatsLost(seatNos.filter((seatNo) => !oursNos.has(seatNo)));
  }
}
