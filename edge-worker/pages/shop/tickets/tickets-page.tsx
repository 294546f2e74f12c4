import type { TicketView } from '@frontrow/protocol';
import { listTickets } from '../api/shop-api.ts';
import { usePageTitle } from '../chrome/use-page-title.ts';
import { formatCalendarLeaf, formatShowTime } from '../i18n/format.ts';
import { messages } from '../i18n/language.ts';
import { EmptyPanel } from '../states/empty-panel.tsx';
import { FailurePanel } from '../states/failure-panel.tsx';
import { MoreButton } from '../states/more-button.tsx';
import { Skeleton } from '../states/skeleton.tsx';
import { usePages } from '../states/use-pages.ts';

export function TicketsPage() {
  const { tickets } = messages.value;
  usePageTitle(tickets.heading);
  return (
    <div class="page narrow-page">
      <h1>{tickets.heading}</h1>
      <TicketList />
    </div>
  );
}

function TicketList() {
  const { tickets, common } = messages.value;
  const pages = usePages<TicketView>(listTickets);
  if (pages.failure !== undefined && pages.items.length === 0) {
    return <FailurePanel failure={pages.failure} retry={pages.loadMore} />;
  }
  if (pages.items.length === 0) {
    return pages.loading ? (
      <Skeleton lines={3} tall />
    ) : (
      <EmptyPanel text={tickets.none} hint={tickets.noneHint}>
        <a class="button primary" href="/">
          {common.toConcerts}
        </a>
      </EmptyPanel>
    );
  }
  return (
    <>
      <ul class="ticket-list">
        {pages.items.map((ticket) => (
          <TicketRow key={ticket.code} ticket={ticket} />
        ))}
      </ul>
      <MoreButton pages={pages} />
    </>
  );
}

function TicketRow({ ticket }: { ticket: TicketView }) {
  const { common } = messages.value;
  const { schedule, seats } = ticket.reservation;
  const leaf = formatCalendarLeaf(schedule.startsAt);
  return (
    <li>
      <a class="card ticket-row" href={`/tickets/${ticket.code}`}>
        <span class="schedule-leaf" aria-hidden="true">
          <span>{leaf.month}</span>
          <strong>{leaf.day}</strong>
          <span>{leaf.weekday}</span>
        </span>
        <span class="ticket-row-text">
          <strong>{schedule.concertTitle}</strong>
          <span>
            {formatShowTime(schedule.startsAt)} · {schedule.venueName}
          </span>
          <span class="muted small">{common.seats(seats.length)}</span>
        </span>
        <span aria-hidden="true" class="row-arrow">
          →
        </span>
      </a>
    </li>
  );
}
