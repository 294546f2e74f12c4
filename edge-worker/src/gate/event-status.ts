import type { Place, RoomSnapshot, RoomStatus } from '@frontrow/protocol';

type EventStatus = Pick<RoomStatus, 'event' | 'ticket' | 'draw'>;

/** The room's event, and with a ticket its draw: the commitment before it is made, the key after. */
export function eventStatus(
  place: Place | undefined,
  snapshot: RoomSnapshot | undefined,
): EventStatus {
  const ticket = place?.ticket ?? null;
  if (snapshot === undefined) {
    return { event: null, ticket, draw: null };
  }
  const { event, openDraw, draws } = snapshot;
  const isOpen = ticket !== null && openDraw?.id === ticket.draw;
  const closed = draws.find(({ id }) => id === ticket?.draw) ?? null;
  return { event, ticket, draw: isOpen ? openDraw : closed };
}
