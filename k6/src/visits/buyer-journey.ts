import { jsonOf } from '../doors/door.ts';
import {
  type Buyer,
  callShop,
  chargeWallet,
  freeSeats,
  pay,
  pickOne,
  readSeats,
  reserve,
} from './buyer.ts';
import { tell, type Visit } from './step.ts';
import { leave, waitForTurn } from './wait-for-turn.ts';

/** Other seats, or another date, before the buyer gives up. */
const TRIES = 5;

type Item = { id: number; seatsLeft?: number };

/** The seven calls: points, charge, concerts, dates, seats, reserve, pay, once the room lets the buyer in. */
export function* buyerJourney(buyer: Buyer, isOver: () => boolean): Visit {
  if (!(yield* waitForTurn({ door: buyer.door, isOver }))) {
    return;
  }
  yield* chargeWallet(buyer);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const outcome = yield* buyAnySeat(buyer);
    if (outcome !== 'lost') {
      yield* end(buyer, outcome);
      return;
    }
  }
  yield* end(buyer, 'no_seat');
}

function* end({ door }: Buyer, outcome: 'booked' | 'no_seat' | 'refused'): Visit {
  if (outcome === 'booked') {
    yield* tell({ what: 'booked' });
    return;
  }
  yield* leave(door);
  yield* tell({ what: 'left', why: outcome });
}

function* buyAnySeat(buyer: Buyer): Visit<'booked' | 'lost' | 'refused'> {
  const { tools } = buyer;
  const shown = yield* list(buyer, 'concerts', '/api/concerts?limit=20');
  const concertId = pickOne(buyer.concerts ?? shown.map(({ id }) => id), tools);
  if (concertId === undefined) {
    return 'refused';
  }
  const dates = yield* list(buyer, 'dates', `/api/concerts/${concertId}/schedules`);
  const open = dates.filter(({ seatsLeft = 0 }) => seatsLeft > 0);
  const date = pickOne(open, tools);
  if (date === undefined) {
    return 'lost';
  }
  const seats = yield* readSeats(buyer, date.id);
  const seatNo = pickOne(freeSeats(seats ?? ''), tools);
  if (seatNo === undefined) {
    return seats === undefined ? 'refused' : 'lost';
  }
  const reserved = yield* reserve(buyer, { scheduleId: date.id, seatNo });
  if (reserved.kind !== 'held') {
    return reserved.kind === 'lost' ? 'lost' : 'refused';
  }
  return (yield* pay(buyer, reserved.reservationId)) ? 'booked' : 'refused';
}

function* list(buyer: Buyer, name: string, path: string): Visit<Item[]> {
  const answer = yield* callShop(buyer, { name, method: 'GET', path });
  const { items } = jsonOf(answer);
  return Array.isArray(items) ? (items as Item[]) : [];
}
