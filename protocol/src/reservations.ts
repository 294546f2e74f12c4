import { z } from 'zod';
import { id, pageOf, points, timestamp } from './values.ts';

/** Seats that one order may name. */
export const MAX_SEATS_PER_HOLD = 8;

const seatChoice = z.strictObject({
  seatNo: id,
  /** The version the buyer saw; the hold fails when the seat has changed since. */
  version: z.number().int().nonnegative().optional(),
});

const chosenSeats = z.strictObject({
  seats: z
    .array(seatChoice)
    .min(1)
    .max(MAX_SEATS_PER_HOLD)
    .refine((seats) => new Set(seats.map(({ seatNo }) => seatNo)).size === seats.length, {
      message: 'Each seat may be named once.',
    }),
});
const bestAvailable = z.strictObject({
  bestAvailable: z.strictObject({
    sectionNo: id,
    count: z.number().int().min(1).max(MAX_SEATS_PER_HOLD),
  }),
});

/** `POST /api/schedules/:scheduleId/reservations` (Idempotency-Key): all of the seats, or none. */
export const holdBody = z.union([chosenSeats, bestAvailable]);
export type HoldBody = z.infer<typeof holdBody>;

export const reservationStatus = z.enum(['PENDING', 'CONFIRMED', 'RELEASED', 'EXPIRED']);
export type ReservationStatus = z.infer<typeof reservationStatus>;

export const reservedSeat = z.object({
  seatNo: id,
  sectionNo: id,
  section: z.string(),
  row: z.string(),
  /** The number printed on the seat within its row. */
  seat: z.string(),
  price: points,
  version: z.number().int().nonnegative(),
});
export type ReservedSeat = z.infer<typeof reservedSeat>;

export const reservationView = z.object({
  id,
  status: reservationStatus,
  schedule: z.object({
    id,
    concertId: id,
    concertTitle: z.string(),
    artist: z.string(),
    startsAt: timestamp,
    venueName: z.string(),
    city: z.string(),
  }),
  seats: z.array(reservedSeat),
  amount: points,
  /** When the hold ends; null once it is not PENDING. */
  heldUntil: timestamp.nullable(),
  /** Seconds left by the server's clock, so that a wrong clock in the browser does no harm. */
  secondsLeft: z.number().nonnegative(),
  createdAt: timestamp,
});
export type ReservationView = z.infer<typeof reservationView>;
export const reservationPage = pageOf(reservationView);

export const ticketView = z.object({
  /** 16 characters, shown at the door. */
  code: z.string(),
  reservation: reservationView,
  holder: z.string(),
  issuedAt: timestamp,
});
export type TicketView = z.infer<typeof ticketView>;

/** `GET /api/tickets`: after the sale, readable without a place. */
export const ticketPage = pageOf(ticketView);

/** `POST /api/reservations/:reservationId/payment` (Idempotency-Key) */
export const paymentReply = z.object({
  payment: z.object({ id, amount: points, paidAt: timestamp }),
  balance: points,
  ticket: ticketView,
});
export type PaymentReply = z.infer<typeof paymentReply>;
