import {
  chargeReply,
  concertDetail,
  concertPage,
  layout,
  ledgerPage,
  loginReply,
  meReply,
  paymentReply,
  reservationView,
  scheduleDetail,
  schedulesReply,
  seatStatus,
  ticketPage,
  ticketView,
  walletView,
  type HoldBody,
} from '@frontrow/protocol';
import type { Wish } from '../kept-calls/kept-call.ts';
import { call, callDelete, callIfChanged } from './call.ts';

type PageRequest = { cursor?: string | undefined; signal?: AbortSignal };

export function listConcerts({ q, cursor, signal }: PageRequest & { q: string }) {
  const path = `/api/concerts?${query({ q: q === '' ? undefined : q, cursor, limit: '12' })}`;
  return call({ path, reply: concertPage, signal });
}

export function getConcert(id: number, signal: AbortSignal) {
  return call({ path: `/api/concerts/${id}`, reply: concertDetail, signal });
}

export function listSchedules(concertId: number, signal: AbortSignal) {
  return call({ path: `/api/concerts/${concertId}/schedules`, reply: schedulesReply, signal });
}

export function getSchedule(id: number, signal: AbortSignal) {
  return call({ path: `/api/schedules/${id}`, reply: scheduleDetail, signal });
}

export function getLayout(id: number, signal: AbortSignal) {
  return call({ path: `/api/layouts/${id}`, reply: layout, signal });
}

/** undefined when nothing has changed since the status with this ETag. */
export function getSeats(scheduleId: number, etag: string | undefined, signal: AbortSignal) {
  return callIfChanged({
    path: `/api/schedules/${scheduleId}/seats`,
    reply: seatStatus,
    etag,
    signal,
  });
}

export function holdSeats(scheduleId: number, body: HoldBody, wish: Wish) {
  return call({
    path: `/api/schedules/${scheduleId}/reservations`,
    method: 'POST',
    body,
    intent: `hold:${scheduleId}:${JSON.stringify(body)}`,
    wish,
    reply: reservationView,
  });
}

export function getReservation(id: number, signal?: AbortSignal) {
  return call({ path: `/api/reservations/${id}`, reply: reservationView, signal });
}

export function releaseReservation(id: number, scheduleId: number) {
  const wish = { kind: 'release', reservationId: id, scheduleId } as const;
  return callDelete(`/api/reservations/${id}`, wish);
}

export function payReservation(id: number) {
  return call({
    path: `/api/reservations/${id}/payment`,
    method: 'POST',
    intent: `pay:${id}`,
    wish: { kind: 'pay', reservationId: id },
    reply: paymentReply,
  });
}

export function listTickets({ cursor, signal }: PageRequest) {
  return call({
    path: `/api/tickets?${query({ cursor, limit: '20' })}`,
    reply: ticketPage,
    signal,
  });
}

export function getTicket(code: string, signal: AbortSignal) {
  return call({ path: `/api/tickets/${encodeURIComponent(code)}`, reply: ticketView, signal });
}

export function getWallet() {
  return call({ path: '/api/wallet', reply: walletView, quiet: true });
}

export function listLedger({ cursor, signal }: PageRequest) {
  const path = `/api/wallet/entries?${query({ cursor, limit: '20' })}`;
  return call({ path, reply: ledgerPage, signal });
}

export function chargeWallet(amount: number) {
  return call({
    path: '/api/wallet/charges',
    method: 'POST',
    body: { amount },
    intent: `charge:${amount}`,
    wish: { kind: 'charge', amount },
    reply: chargeReply,
  });
}

export function getMe() {
  return call({ path: '/api/me', reply: meReply, quiet: true });
}

export function logIn(email: string, password: string) {
  return call({
    path: '/api/logins',
    method: 'POST',
    body: { email, password },
    reply: loginReply,
  });
}

export function signUp(account: { email: string; password: string; name: string }) {
  return call({ path: '/api/accounts', method: 'POST', body: account, reply: loginReply });
}

export function logOut() {
  return callDelete('/api/logins/current');
}

function query(members: Record<string, string | undefined>): string {
  const given = Object.entries(members).filter((entry): entry is [string, string] => {
    return entry[1] !== undefined;
  });
  return new URLSearchParams(given).toString();
}
