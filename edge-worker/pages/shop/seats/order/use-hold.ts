import type { HoldBody } from '@frontrow/protocol';
import { useLocation } from 'preact-iso';
import { loginPath } from '../../account/return-path.ts';
import { ApiFailure } from '../../api/api-failure.ts';
import { holdSeats } from '../../api/shop-api.ts';
import type { Wish } from '../../kept-calls/kept-call.ts';
import { rememberReservation } from '../../reservations/remembered-reservation.ts';
import { useAction } from '../../states/use-action.ts';
import type { SeatOrder } from './seat-order.ts';
import { readLostSeats } from './selection.ts';

/** Asks for a hold and goes on to its payment, to the log-in, or back to the map without the lost seats. */
export function useHold(order: SeatOrder, refresh: () => void) {
  const { route, url } = useLocation();
  const action = useAction();

  async function ask(body: HoldBody): Promise<void> {
    try {
      const reservation = await order.whileHolding(() =>
        holdSeats(order.schedule.id, body, wishOf(order, body)),
      );
      rememberReservation(reservation);
      order.forget();
      route(`/reservations/${reservation.id}`);
    } catch (error) {
      if (error instanceof ApiFailure && error.code === 'login_required') {
        route(loginPath(url));
        return;
      }
      dropLost(error);
      refresh();
      throw error;
    }
  }

  function dropLost(error: unknown): void {
    if (error instanceof ApiFailure && error.code === 'seat_unavailable') {
      const lost = readLostSeats(error.problem?.seats);
      if (lost.length > 0) {
        order.drop(lost);
      }
    }
  }

  return { ...action, hold: (body: HoldBody) => action.run(() => ask(body)) };
}

/** The choice in words that still say which seats they are when the page comes back. */
function wishOf(order: SeatOrder, body: HoldBody): Wish {
  const scheduleId = order.schedule.id;
  if ('bestAvailable' in body) {
    return { kind: 'hold-best', scheduleId, count: body.bestAvailable.count };
  }
  const chosen = order.seatsOf(body.seats.map(({ seatNo }) => seatNo));
  const seats = chosen.map(({ section, row, label }) => ({ section, row, seat: label }));
  return { kind: 'hold', scheduleId, seats };
}

export type Hold = ReturnType<typeof useHold>;
