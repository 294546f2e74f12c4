import type { ReservationView } from '@frontrow/protocol';

let remembered: ReservationView | undefined;

/** The reply to a hold is the reservation itself: the next page need not ask for it again. */
export function rememberReservation(reservation: ReservationView): void {
  remembered = reservation;
}

/** Given once, since its seconds run from the moment of the reply. */
export function takeRemembered(id: number): ReservationView | undefined {
  const found = remembered?.id === id ? remembered : undefined;
  remembered = undefined;
  return found;
}
