import type { RequestHandler, Router } from 'express';
import type { Knex } from 'knex';
import { createIdempotent } from '../idempotency/idempotent.ts';
import { createPruneIdempotency } from '../idempotency/prune-idempotency.ts';
import { createReplaySaved } from '../idempotency/replay-saved.ts';
import type { Logger } from '../logger.ts';
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
import type { Job } from '../schedulers/schedulers.ts';
import { createHoldSeats } from './hold-seats.ts';
import { createLayouts } from './layout-index.ts';
import { createReadReservations } from './read-reservations.ts';
import { createReleaseExpired } from './release-expired.ts';
import { createReleaseReservation } from './release-reservation.ts';
import { reservationRoutes } from './reservation-routes.ts';
import { createReservationViews } from './reservation-views.ts';

type Deps = {
  knex: Knex;
  logger: Logger;
  holdSeconds: number;
  authenticate: RequestHandler;
  /** Forgets what is cached about the seats of a schedule. Called after commits, never waited for. */
  invalidateSchedule: (scheduleId: number) => Promise<unknown> | void;
  /** Ends the place of a visitor who has paid; safe to repeat. */
  completePlace: (room: string, placeId: string) => Promise<void>;
};

export type SaleServices = {
  /** With a place: reservations, payments, points. */
  shop: Router[];
  /** Without one: tickets, and the replay of a payment's reply. */
  afterSale: Router[];
  jobs: Job[];
};

/** Everything about seats and money, wired. */
export function createSaleServices(deps: Deps): SaleServices {
  const { knex, logger, holdSeconds, authenticate, completePlace } = deps;
  const layouts = createLayouts();
  const views = createReservationViews({ layouts });
  const idempotent = createIdempotent({ knex });
  const tickets = createTickets({ knex, views });
  const invalidateSchedule = inBackground(deps.invalidateSchedule, logger);

  const payReservation = createPayReservation({
    knex,
    idempotent,
    debitWallet: createDebitWallet(),
    tickets,
    logger,
    async afterPayment({ scheduleId, place }) {
      invalidateSchedule(scheduleId);
      if (place !== undefined) await completePlace(place.room, place.placeId);
    },
  });
  const reservations = reservationRoutes({
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
  });
  const points = pointRoutes({
    readWallet: createReadWallet({ knex }),
    chargeWallet: createChargeWallet({ idempotent, creditWallet: createCreditWallet() }),
  });
  const replaySaved = createReplaySaved({ knex });
  return {
    shop: [reservations, paymentRoutes({ payReservation }), points],
    afterSale: [ticketRoutes({ authenticate, tickets, replaySaved })],
    jobs: saleJobs({ knex, logger, invalidateSchedule, completePlace }),
  };
}

type JobDeps = Pick<Deps, 'knex' | 'logger' | 'completePlace'> & {
  invalidateSchedule: (scheduleId: number) => void;
};

function saleJobs({ knex, logger, invalidateSchedule, completePlace }: JobDeps): Job[] {
  const releaseExpired = createReleaseExpired({ knex, invalidateSchedule });
  const deliverOutbox = createDeliverOutbox({
    knex,
    logger,
    handlers: {
      async [ROOM_COMPLETE](payload) {
        const { room, placeId } = roomCompletePayload.parse(payload);
        await completePlace(room, placeId);
      },
    },
  });
  const pruneIdempotency = createPruneIdempotency({ knex });
  const pruneOutbox = createPruneOutbox({ knex });
  return [
    { name: 'release-expired', cron: '*/5 * * * * *', leaseSeconds: 30, run: releaseExpired },
    { name: 'deliver-outbox', cron: '*/2 * * * * *', leaseSeconds: 30, run: deliverOutbox },
    { name: 'prune-idempotency', cron: '0 7 * * * *', leaseSeconds: 120, run: pruneIdempotency },
    { name: 'prune-outbox', cron: '0 */10 * * * *', leaseSeconds: 60, run: pruneOutbox },
  ];
}

function inBackground(forget: Deps['invalidateSchedule'], logger: Logger) {
  return (scheduleId: number): void => {
    void (async () => {
      try {
        await forget(scheduleId);
      } catch (error) {
        // The cached seats are about a second old at the most; MySQL alone decides who gets one.
        logger.warn({ err: error, scheduleId }, 'cached seats not forgotten');
      }
    })();
  };
}
