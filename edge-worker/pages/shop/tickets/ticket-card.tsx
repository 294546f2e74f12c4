import type { TicketView } from '@frontrow/protocol';
import { formatPoints, formatShowDate, formatShowTime } from '../i18n/format.ts';
import { messages } from '../i18n/language.ts';

/** The ticket as it is shown at the door. */
export function TicketCard({ ticket }: { ticket: TicketView }) {
  const { tickets, seats, koreanTime } = messages.value;
  const { schedule, seats: reserved, amount } = ticket.reservation;
  return (
    <article class="ticket">
      <header class="ticket-head">
        <p>{schedule.artist}</p>
        <h1>{schedule.concertTitle}</h1>
      </header>
      <dl class="ticket-facts">
        <Fact name={tickets.date} value={formatShowDate(schedule.startsAt)} />
        <Fact name={tickets.time} value={`${formatShowTime(schedule.startsAt)} (${koreanTime})`} />
        <Fact name={tickets.venue} value={`${schedule.venueName}, ${schedule.city}`} />
        <Fact name={tickets.holder} value={ticket.holder} />
        <div class="ticket-seats">
          <dt>{tickets.seats}</dt>
          {reserved.map(({ seatNo, section, row, seat }) => (
            <dd key={seatNo}>{seats.seatName(section, row, seat)}</dd>
          ))}
        </div>
        <Fact name={tickets.amount} value={formatPoints(amount)} />
      </dl>
      <footer class="ticket-stub">
        <p class="small">{tickets.code}</p>
        <p class="ticket-code">
          {splitCode(ticket.code).map((part, k) => (
            <span key={k}>{part}</span>
          ))}
        </p>
      </footer>
    </article>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Groups of four are easier to read out. */
function splitCode(code: string): string[] {
  return code.match(/.{1,4}/g) ?? [];
}
