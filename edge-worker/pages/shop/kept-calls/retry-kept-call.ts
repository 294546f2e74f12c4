import { chargeReply, paymentReply, reservationView } from '@frontrow/protocol';
import { balance } from '../account/account-state.ts';
import { ApiFailure, isPlaceRefusal } from '../api/api-failure.ts';
import { call, callDelete } from '../api/call.ts';
import { rememberReservation } from '../reservations/remembered-reservation.ts';
import { forgetChoice } from '../seats/order/seat-order.ts';
import { forgetSession } from '../session/session-state.ts';
import { keepTicket } from '../tickets/kept-tickets.ts';
import { forgetKeptCall } from './kept-call-state.ts';
import type { KeptCall } from './kept-call.ts';

/** Sends a kept call again under its first key; returns the page that shows what came of it. */
export async function retryKeptCall(kept: KeptCall): Promise<string> {
  try {
    const page = await sendAgain(kept);
    forgetKeptCall();
    return page;
  } catch (error) {
    if (error instanceof ApiFailure && isFinal(error)) {
      forgetKeptCall();
    }
    throw error;
  }
}

async function sendAgain(again: KeptCall): Promise<string> {
  const { wish, path } = again;
  switch (wish.kind) {
    case 'hold':
    case 'hold-best': {
      const reservation = await call({ ...again, reply: reservationView });
      rememberReservation(reservation);
      forgetChoice(sessionStorage, wish.scheduleId);
      return `/reservations/${reservation.id}`;
    }
    case 'pay': {
      const reply = await call({ ...again, reply: paymentReply });
      balance.value = reply.balance;
      keepTicket(reply.ticket);
      forgetSession();
      return `/tickets/${reply.ticket.code}?paid=1`;
    }
    case 'release':
      await callDelete(path, wish);
      return `/schedules/${wish.scheduleId}`;
    case 'charge': {
      const reply = await call({ ...again, reply: chargeReply });
      balance.value = reply.balance;
      return '/wallet';
    }
  }
}

/** The shop has said no to the thing itself: trying once more is of no use. */
function isFinal({ code, problem }: ApiFailure): boolean {
  const mayComeTrue =
    isPlaceRefusal(code) || code === 'login_required' || code === 'idempotency_in_flight';
  return !mayComeTrue && problem !== undefined && problem.status < 500;
}
