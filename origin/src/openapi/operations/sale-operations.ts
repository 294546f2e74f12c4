import {
  chargeBody,
  chargeReply,
  holdBody,
  ledgerPage,
  pageQuery,
  paymentReply,
  reservationPage,
  reservationView,
  ticketPage,
  ticketView,
  walletView,
} from '@frontrow/protocol';
import type { Operation, Reply } from '../operation.ts';

const BUYER = { needsPlace: true, needsLogin: 'buyer' } as const;

/** What a call that happens once answers, the first time and every other time. */
function once(description: string, schema: Reply['schema'] & {}): Record<number, Reply> {
  return { 201: { description, schema, headers: ['Idempotency-Replayed'] } };
}

const reservationOperations: Operation[] = [
  {
    id: 'holdSeats',
    method: 'post',
    path: '/api/schedules/{scheduleId}/reservations',
    tag: 'Reservations',
    summary: 'Hold seats for a few minutes: all of them, or none',
    ...BUYER,
    isOnce: true,
    body: holdBody,
    replies: once('Held until `heldUntil`.', reservationView),
    problems: [
      'seat_unavailable',
      'seats_not_left',
      'seat_limit_reached',
      'sales_closed',
      'not_found',
    ],
  },
  {
    id: 'listReservations',
    method: 'get',
    path: '/api/reservations',
    tag: 'Reservations',
    summary: 'Own reservations, newest first',
    ...BUYER,
    query: pageQuery,
    replies: { 200: { description: 'A page of them.', schema: reservationPage } },
    problems: ['invalid_input'],
  },
  {
    id: 'getReservation',
    method: 'get',
    path: '/api/reservations/{reservationId}',
    tag: 'Reservations',
    summary: 'One reservation of one’s own',
    ...BUYER,
    replies: { 200: { description: 'Found.', schema: reservationView } },
    problems: ['not_found', 'invalid_input'],
  },
  {
    id: 'releaseReservation',
    method: 'delete',
    path: '/api/reservations/{reservationId}',
    tag: 'Reservations',
    summary: 'Give held seats back',
    ...BUYER,
    replies: { 200: { description: 'Released.', schema: reservationView } },
    problems: ['not_found', 'reservation_not_pending', 'invalid_input'],
  },
  {
    id: 'payReservation',
    method: 'post',
    path: '/api/reservations/{reservationId}/payment',
    tag: 'Reservations',
    summary: 'Pay with points; gives the ticket and completes the place',
    ...BUYER,
    isOnce: true,
    replies: once('Paid.', paymentReply),
    problems: ['not_found', 'reservation_not_pending', 'hold_expired', 'points_not_enough'],
  },
];

const pointOperations: Operation[] = [
  {
    id: 'getWallet',
    method: 'get',
    path: '/api/wallet',
    tag: 'Points',
    summary: 'The balance',
    ...BUYER,
    replies: { 200: { description: 'Found.', schema: walletView } },
    problems: ['not_found'],
  },
  {
    id: 'listLedgerEntries',
    method: 'get',
    path: '/api/wallet/entries',
    tag: 'Points',
    summary: 'What moved the balance, newest first',
    ...BUYER,
    query: pageQuery,
    replies: { 200: { description: 'A page of entries.', schema: ledgerPage } },
    problems: ['invalid_input'],
  },
  {
    id: 'chargeWallet',
    method: 'post',
    path: '/api/wallet/charges',
    tag: 'Points',
    summary: 'Charge points',
    ...BUYER,
    isOnce: true,
    body: chargeBody,
    replies: once('Charged.', chargeReply),
    problems: ['balance_limit_reached', 'not_found'],
  },
];

const ticketOperations: Operation[] = [
  {
    id: 'listTickets',
    method: 'get',
    path: '/api/tickets',
    tag: 'Tickets',
    summary: 'Own tickets, without a place',
    needsLogin: 'buyer',
    query: pageQuery,
    replies: { 200: { description: 'A page of tickets.', schema: ticketPage } },
    problems: ['invalid_input'],
  },
  {
    id: 'getTicket',
    method: 'get',
    path: '/api/tickets/{code}',
    tag: 'Tickets',
    summary: 'One ticket, without a place',
    needsLogin: 'buyer',
    replies: { 200: { description: 'Found.', schema: ticketView } },
    problems: ['not_found', 'invalid_input'],
  },
];

export const saleOperations = [...reservationOperations, ...pointOperations, ...ticketOperations];
