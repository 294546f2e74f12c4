import type { ProblemCode } from '@frontrow/protocol';

/** One thing that happens in a sale. Buyers and reservations go by their index, modulo how many there are. */
export type SaleStep =
  | { kind: 'hold'; buyer: number; seatNos: number[] }
  | { kind: 'best'; buyer: number; count: number }
  | { kind: 'pay'; buyer: number; reservation: number }
  | { kind: 'release'; buyer: number; reservation: number }
  | { kind: 'lapse'; reservation: number }
  | { kind: 'sweep' };

export type ModelReservation = {
  buyer: number;
  seatNos: number[];
  status: 'PENDING' | 'CONFIRMED' | 'RELEASED' | 'EXPIRED';
};

type Outcome = 'done' | ProblemCode;
type Options = { seats: number; seatLimit: number; price: number; balances: number[] };

/** What a sale should do, in a few lines and without a database: the judge of random histories. */
export function createSaleModel({ seats, seatLimit, price, balances }: Options) {
  const reservations: ModelReservation[] = [];

  const live = ({ status }: ModelReservation) => status === 'PENDING' || status === 'CONFIRMED';
  const isTaken = (seatNo: number) =>
    reservations.some((one) => live(one) && one.seatNos.includes(seatNo));
  const seatsOf = (buyer: number) =>
    reservations
      .filter((one) => one.buyer === buyer && live(one))
      .reduce((total, { seatNos }) => total + seatNos.length, 0);

  return { reservations, balances, hold, refusalOfBest, pay, release, lapse };

  function hold(buyer: number, seatNos: number[]): Outcome {
    if (seatsOf(buyer) + seatNos.length > seatLimit) return 'seat_limit_reached';
    if (seatNos.some((seatNo) => seatNo > seats)) return 'invalid_input';
    if (seatNos.some(isTaken)) return 'seat_unavailable';
    reservations.push({ buyer, seatNos, status: 'PENDING' });
    return 'done';
  }

  /** Which seats are best is another test's affair: here it counts whether there must be some. */
  function refusalOfBest(buyer: number, count: number): ProblemCode | undefined {
    if (seatsOf(buyer) + count > seatLimit) return 'seat_limit_reached';
    const free = Array.from({ length: seats }, (_seat, k) => k + 1).filter((no) => !isTaken(no));
    return free.length < count ? 'seats_not_left' : undefined;
  }

  function pay(buyer: number, index: number): Outcome {
    const reservation = reservations[index];
    if (reservation?.buyer !== buyer) return 'not_found';
    if (reservation.status === 'EXPIRED') return 'hold_expired';
    if (reservation.status !== 'PENDING') return 'reservation_not_pending';
    const left = (balances[buyer] ?? 0) - price * reservation.seatNos.length;
    if (left < 0) return 'points_not_enough';
    balances[buyer] = left;
    reservation.status = 'CONFIRMED';
    return 'done';
  }

  function release(buyer: number, index: number): Outcome {
    const reservation = reservations[index];
    if (reservation?.buyer !== buyer) return 'not_found';
    if (reservation.status === 'CONFIRMED') return 'reservation_not_pending';
    if (reservation.status === 'PENDING') reservation.status = 'RELEASED';
    return 'done';
  }

  function lapse(index: number): void {
    const reservation = reservations[index];
    if (reservation?.status === 'PENDING') reservation.status = 'EXPIRED';
  }
}

export type SaleModel = ReturnType<typeof createSaleModel>;
