import { randomUUID } from 'node:crypto';
import {
  Concert,
  LedgerEntry,
  Schedule,
  SchedulePrice,
  Section,
  User,
  Venue,
  VenueLayout,
  Wallet,
} from '@frontrow/db';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { createIdempotent, type IdempotentRequest } from '../idempotency/idempotent.ts';
import { createPayReservation, type Paid } from '../payments/pay-reservation.ts';
import { createTickets } from '../payments/tickets.ts';
import { createChargeWallet } from '../points/charge-wallet.ts';
import { createCreditWallet } from '../points/credit-wallet.ts';
import { createDebitWallet } from '../points/debit-wallet.ts';
import { createReleaseExpired } from '../reservations/ending/release-expired.ts';
import { createReleaseReservation } from '../reservations/ending/release-reservation.ts';
import { createHoldSeats } from '../reservations/holding/hold-seats.ts';
import { createLayouts } from '../reservations/layout-index.ts';
import { createReadReservations } from '../reservations/read-reservations.ts';
import { createReservationViews } from '../reservations/reservation-views.ts';

type SaleOptions = {
  rows?: number;
  seatsPerRow?: number;
  price?: number;
  seatLimit?: number;
  /** Negative for a concert that has begun. */
  startsInHours?: number;
};

/** A concert with one date in a hall of one section, all seats free. */
export async function openSale(knex: Knex, options: SaleOptions = {}): Promise<number> {
  const { rows = 2, seatsPerRow = 10, price = 100, seatLimit = 8, startsInHours = 24 } = options;
  const seatCount = rows * seatsPerRow;
  const concert = await Concert.query(knex).insert({
    title: 'A concert',
    artist: 'Somebody',
    genre: 'jazz',
    summary: '',
    durationMinutes: 90,
    ageLimit: 0,
    posterHue: 210,
  });
  const venue = await Venue.query(knex).insert({ name: `Hall ${randomUUID()}`, city: 'Seoul' });
  const layout = await VenueLayout.query(knex).insert({
    venueId: venue.id,
    seatCount,
    geometry: {
      width: seatsPerRow * 12,
      height: rows * 12 + 30,
      stage: { x: 0, y: 0, width: seatsPerRow * 12, height: 20 },
      sections: [
        {
          sectionNo: 1,
          name: 'Floor',
          rows: Array.from({ length: rows }, (_row, row) => ({
            label: String.fromCharCode(65 + row),
            firstSeatNo: row * seatsPerRow + 1,
            seats: Array.from({ length: seatsPerRow }, (_seat, seat): [number, number] => [
              seat * 12 + 6,
              row * 12 + 30,
            ]),
          })),
        },
      ],
    },
  });
  await Section.query(knex).insert({
    layoutId: layout.id,
    sectionNo: 1,
    name: 'Floor',
    firstSeatNo: 1,
    seatCount,
  });
  const schedule = await Schedule.query(knex).insert({
    concertId: concert.id,
    layoutId: layout.id,
    startsAt: new Date(Date.now() + startsInHours * 3_600_000),
    seatLimit,
  });
  await SchedulePrice.query(knex).insert({ scheduleId: schedule.id, sectionNo: 1, price });
  await knex('seat').insert(
    Array.from({ length: seatCount }, (_seat, index) => ({
      scheduleId: schedule.id,
      seatNo: index + 1,
      sectionNo: 1,
    })),
  );
  return schedule.id;
}

/** Buyers with so many points each; their ledgers explain them. */
export async function signUpBuyers(knex: Knex, count: number, balance = 0): Promise<number[]> {
  const ids: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const { id } = await User.query(knex).insert({
      email: `${randomUUID()}@example.org`,
      passwordHash: 'none',
      name: `Buyer ${n}`,
      role: 'buyer',
    });
    await Wallet.query(knex).insert({ userId: id, balance });
    if (balance > 0) {
      await LedgerEntry.query(knex).insert({
        userId: id,
        kind: 'GRANT',
        amount: balance,
        balanceAfter: balance,
        reason: 'for a test',
      });
    }
    ids.push(id);
  }
  return ids;
}

type ShopOptions = { holdSeconds?: number; afterPayment?: (paid: Paid) => Promise<void> };

export type Shop = ReturnType<typeof openShop>;

/** The services of reservations, points and payments on a test's database, without HTTP. */
export function openShop(knex: Knex, options: ShopOptions = {}) {
  const { holdSeconds = 300, afterPayment = () => Promise.resolve() } = options;
  const layouts = createLayouts();
  const views = createReservationViews({ layouts });
  const idempotent = createIdempotent({ knex });
  const tickets = createTickets({ knex, views });
  const invalidateSchedule = () => {};
  return {
    idempotent,
    views,
    tickets,
    holdSeats: createHoldSeats({
      knex,
      idempotent,
      layouts,
      views,
      holdSeconds,
      invalidateSchedule,
    }),
    readReservations: createReadReservations({ knex, views }),
    releaseReservation: createReleaseReservation({ knex, views, invalidateSchedule }),
    releaseExpired: createReleaseExpired({ knex, invalidateSchedule }),
    chargeWallet: createChargeWallet({ idempotent, creditWallet: createCreditWallet() }),
    payReservation: createPayReservation({
      knex,
      idempotent,
      debitWallet: createDebitWallet(),
      tickets,
      afterPayment,
      logger: pino({ level: 'silent' }),
    }),
  };
}

/** A request with a key of its own, unless one is given. */
export function requestBy(userId: number, key: string = randomUUID()): IdempotentRequest {
  return { userId, key, method: 'POST', path: '/test' };
}
