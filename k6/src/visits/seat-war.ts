import { type Buyer, chargeWallet, pay, pickOne, readSeats, reserve } from './buyer.ts';
import { pause, tell, type Visit } from './step.ts';
import { leave, waitForTurn } from './wait-for-turn.ts';

/** The seats that everybody wants. */
export type Prize = { scheduleId: number; seatNos: readonly number[] };

/** Seats are read about a second fresh: asking again sooner shows the same. */
const LOOK_AGAIN_SECONDS = 1;

/** Goes for a few seats of one date until one is bought or none is left to wait for. */
export function* seatWar(buyer: Buyer, prize: Prize, isOver: () => boolean): Visit {
  if (!(yield* waitForTurn({ door: buyer.door, isOver }))) {
    return;
  }
  yield* chargeWallet(buyer);
  const outcome = yield* fight(buyer, prize, isOver);
  if (outcome === 'booked') {
    yield* tell({ what: 'booked' });
    return;
  }
  yield* leave(buyer.door);
  yield* tell({ what: 'left', why: outcome });
}

function* fight(
  buyer: Buyer,
  { scheduleId, seatNos }: Prize,
  isOver: () => boolean,
): Visit<'booked' | 'no_seat' | 'refused'> {
  while (!isOver()) {
    const seats = yield* readSeats(buyer, scheduleId);
    if (seats === undefined) {
      return 'refused';
    }
    const wanted = seatNos.filter((seatNo) => seats[seatNo - 1] !== 'S');
    if (wanted.length === 0) {
      return 'no_seat';
    }
    const seatNo = pickOne(
      wanted.filter((seat) => seats[seat - 1] === 'A'),
      buyer.tools,
    );
    if (seatNo !== undefined) {
      const reserved = yield* reserve(buyer, { scheduleId, seatNo });
      if (reserved.kind === 'held') {
        return (yield* pay(buyer, reserved.reservationId)) ? 'booked' : 'refused';
      }
      if (reserved.kind === 'failed' || reserved.code === 'seat_limit_reached') {
        return reserved.kind === 'failed' ? 'refused' : 'no_seat';
      }
    }
    yield* pause(LOOK_AGAIN_SECONDS);
  }
  return 'no_seat';
}
