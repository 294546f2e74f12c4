import { ticketView, type TicketView } from '@frontrow/protocol';

const slot = (code: string) => `frontrow.ticket.${code}`;

/** Keeps a ticket for this tab: after the payment its place in the shop is somebody else's. */
export function keepTicket(ticket: TicketView): void {
  sessionStorage.setItem(slot(ticket.code), JSON.stringify(ticket));
}

export function findKeptTicket(code: string): TicketView | undefined {
  const kept = sessionStorage.getItem(slot(code));
  return kept === null ? undefined : ticketView.safeParse(JSON.parse(kept)).data;
}
