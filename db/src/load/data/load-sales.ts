import type { ReservationStatus } from '@frontrow/protocol';
import { randomAt } from '../../seeds/random.ts';
import { startsAt } from './load-dates.ts';
import { hallOf, partiesIn, priceOf, seatsOfParty } from './load-halls.ts';
import type { LoadSizes } from './load-sizes.ts';
import { SHUFFLE_STEP, spreadSales } from './spread-sales.ts';

export type LoadedReservation = {
  id: number;
  scheduleId: number;
  userId: number;
  status: ReservationStatus;
  seatNos: number[];
  prices: number[];
  amount: number;
  createdMs: number;
  heldUntilMs: number;
};

export type LoadSales = ReturnType<typeof planSales>;

const DAY_MS = 86_400_000;
const SALES_DAYS = 200;
const HOLD_MS = 300_000;
/** So long that a database that was loaded yesterday still has its holds. */
const LONG_HOLD_DAYS = 30;
/** One of a hundred buyers makes every tenth reservation. */
const FREQUENT = { everyUsers: 100, everyReservations: 10 };
/** Coprime to the parties of every hall, so that neighbours differ. */
const PARTY_STEP = 7;

/** Who bought what. Each reservation follows from its number and the seed, in any order. */
export function planSales(sizes: LoadSizes, { seed, baseMs }: { seed: number; baseMs: number }) {
  const before = spreadSales(sizes, seed);
  const scheduleOf = schedulesOfReservations(before, sizes.reservations);

  function reservation(id: number): LoadedReservation {
    const scheduleId = scheduleOf[id] ?? 0;
    const seatNos = seatsOfReservation(id, scheduleId);
    const { sectionOf } = hallOf(scheduleId);
    const prices = seatNos.map((seatNo) => priceOf(scheduleId, sectionOf[seatNo - 1] ?? 1));
    const status = statusOf(id, startsAt(scheduleId, sizes.concerts, baseMs) <= baseMs);
    // In the order of the ids, until yesterday; a millisecond apart within a day.
    const day = Math.floor((id / sizes.reservations) * (SALES_DAYS - 1)) - SALES_DAYS;
    const createdMs = baseMs + day * DAY_MS + id;
    return {
      id,
      scheduleId,
      userId: buyerOf(id, sizes.users),
      status: status === 'LONG_HOLD' ? 'PENDING' : status,
      seatNos,
      prices,
      amount: prices.reduce((sum, price) => sum + price, 0),
      createdMs,
      heldUntilMs: status === 'LONG_HOLD' ? baseMs + LONG_HOLD_DAYS * DAY_MS : createdMs + HOLD_MS,
    };
  }

  function seatsOfReservation(id: number, scheduleId: number): number[] {
    const parties = partiesIn(hallOf(scheduleId));
    const index = id - (before[scheduleId - 1] ?? 0) - 1;
    const shift = Math.floor(randomAt(seed ^ 0x5ea7, scheduleId) * parties);
    return seatsOfParty((PARTY_STEP * index + shift) % parties);
  }

  function statusOf(id: number, isOver: boolean): ReservationStatus | 'LONG_HOLD' {
    const at = randomAt(seed ^ 0x57a7, id);
    if (at < 0.03) return 'RELEASED';
    if (at < 0.05) return 'EXPIRED';
    if (isOver) return 'CONFIRMED';
    if (at < 0.08) return 'LONG_HOLD';
    return at < 0.082 ? 'PENDING' : 'CONFIRMED';
  }

  return {
    reservation,
    /** The ids of a schedule's reservations: those above `after`, up to `last`. */
    ofSchedule: (scheduleId: number) => ({
      after: before[scheduleId - 1] ?? 0,
      last: before[scheduleId] ?? 0,
    }),
  };
}

function schedulesOfReservations(before: Uint32Array, reservations: number): Uint32Array {
  const scheduleOf = new Uint32Array(reservations + 1);
  for (let scheduleId = 1; scheduleId < before.length; scheduleId += 1) {
    scheduleOf.fill(scheduleId, (before[scheduleId - 1] ?? 0) + 1, (before[scheduleId] ?? 0) + 1);
  }
  return scheduleOf;
}

/** Neighbouring reservations are of different buyers: nobody has two of one date. */
function buyerOf(id: number, users: number): number {
  const frequent = Math.floor(users / FREQUENT.everyUsers);
  if (id % FREQUENT.everyReservations === 0) {
    return (((id / FREQUENT.everyReservations) * SHUFFLE_STEP) % frequent) + 1;
  }
  return frequent + ((id * SHUFFLE_STEP) % (users - frequent)) + 1;
}
