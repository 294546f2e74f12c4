import type { ReservationView } from '@frontrow/protocol';
import { formatPoints, formatShowDate, formatShowTime } from '../i18n/format.ts';
import { messages } from '../i18n/language.ts';

export function OrderSummary({ reservation }: { reservation: ReservationView }) {
  const { common, seats, koreanTime } = messages.value;
  const { schedule } = reservation;
  return (
    <section class="card order-summary">
      <h2>{schedule.concertTitle}</h2>
      <p>{schedule.artist}</p>
      <p>
        {formatShowDate(schedule.startsAt)}, {formatShowTime(schedule.startsAt)}{' '}
        <span class="muted small">{koreanTime}</span>
      </p>
      <p class="muted">
        {schedule.venueName}, {schedule.city}
      </p>
      <ul class="price-lines">
        {reservation.seats.map(({ seatNo, section, row, seat, price }) => (
          <li key={seatNo}>
            <span>{seats.seatName(section, row, seat)}</span>
            <span>{formatPoints(price)}</span>
          </li>
        ))}
        <li class="price-total">
          <span>
            {common.total} · {common.seats(reservation.seats.length)}
          </span>
          <strong>{formatPoints(reservation.amount)}</strong>
        </li>
      </ul>
    </section>
  );
}
