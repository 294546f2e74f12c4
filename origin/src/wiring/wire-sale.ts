import type { RequestHandler } from 'express';
import { createIdempotent } from '../idempotency/idempotent.ts';
import { createPruneIdempotency } from '../idempotency/prune-idempotency.ts';
import { createReplaySaved } from '../idempotency/replay-saved.ts';
import {
  createDeliverOutbox,
  createPruneOutbox,
  ROOM_COMPLETE,
  roomCompletePayload,
} from '../payments/outbox.ts';
import { createPayReservation } from '../payments/pay-reservation.ts';
import { paymentRoutes } from '../payments/payment-routes.ts';
import { ticketRoutes } from '../payments/ticket-routes.ts';
import { createTickets } from '../payments/tickets.ts';
import { createChargeWallet } from '../points/charge-wallet.ts';
import { createCreditWallet } from '../points/credit-wallet.ts';
import { createDebitWallet } from '../points/debit-wallet.ts';
import { pointRoutes } from '../points/point-routes.ts';
import { createReadWallet } from '../points/read-wallet.ts';
import { createReleaseExpired } from '../reservations/ending/release-expired.ts';
import { createReleaseReservation } from '../reservations/ending/release-reservation.ts';
import { createHoldSeats } from '../reservations/holding/hold-seats.ts';
import { createLayouts } from '../reservations/layout-index.ts';
import { createReadReservations } from '../reservations/read-reservations.ts';
import { reservationRoutes } from '../reservations/reservation-routes.ts';
import { createReservationViews } from '../reservations/reservation-views.ts';
import { unlessGone } from '../rooms/for-each-room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Job } from '../schedulers/schedulers.ts';
import type { Connections } from './connections.ts';

type Deps = Pick<Connections, 'knex' | 'logger' | 'holdSeconds'> & {
  authenticate: RequestHandler;
  rooms: Pick<Rooms, 'leave'>;
  invalidateSchedule: (scheduleId: number) => void;
};

/** Seats and money: holding, paying, tickets, the wallet, and the jobs that tidy up after them. */
export function wireSale(deps: Deps) {
  const { knex, logger, holdSeconds, authenticate, rooms, invalidateSchedule } = deps;
  const idempotent = createIdempotent({ knex });
  const layouts = createLayouts();
  const views = createReservationViews({ layouts });
  const creditWallet = createCreditWallet();
  const tickets = createTickets({ knex, views });
  const payReservation = createPayReservation({
    knex,
    idempotent,
    debitWallet: createDebitWallet(),
    tickets,
    logger,
    async afterPayment({ scheduleId, place }) {
      invalidateSchedule(scheduleId);
      if (place !== undefined) {
        await rooms.leave(place.room, place.placeId, 'completed');
      }
    },
  });

  return {
    idempotent,
    creditWallet,
    shop: [
      reservationRoutes({
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
      }),
      pointRoutes({
        readWallet: createReadWallet({ knex }),
        chargeWallet: createChargeWallet({ idempotent, creditWallet }),
      }),
      paymentRoutes({ payReservation }),
    ],
    afterSale: ticketRoutes({ authenticate, tickets, replaySaved: createReplaySaved({ knex }) }),
    jobs: saleJobs(deps),
  };
}

function saleJobs({ knex, logger, rooms, invalidateSchedule }: Deps): Job[] {
  const deliverOutbox = createDeliverOutbox({
    knex,
    logger,
    handlers: {
      async [ROOM_COMPLETE](payload) {
        const { room, placeId } = roomCompletePayload.parse(payload);
        await rooms.leave(room, placeId, 'completed').catch(unlessGone);
      },
    },
  });
  return [
    job('release-expired', '*/5 * * * * *', createReleaseExpired({ knex, invalidateSchedule })),
    job('deliver-outbox', '*/2 * * * * *', deliverOutbox),
    job('prune-idempotency', '0 */10 * * * *', createPruneIdempotency({ knex })),
    job('prune-outbox', '30 */10 * * * *', createPruneOutbox({ knex })),
  ];
}

function job(name: string, cron: string, run: () => Promise<unknown>): Job {
  return { name, cron, leaseSeconds: 60, run };
}
