import type { ReservationView } from '@frontrow/protocol';
import { messages } from '../i18n/language.ts';
import { Notice } from '../states/notice.tsx';

/** A reservation that no longer waits for payment, and where to go from here. */
export function SettledPanel({ reservation }: { reservation: ReservationView }) {
  const { reservation: words } = messages.value;
  if (reservation.status === 'CONFIRMED') {
    return (
      <section class="card payment-panel">
        <Notice tone="good">{words.confirmed}</Notice>
        <a class="button primary wide" href="/tickets">
          {words.toTickets}
        </a>
      </section>
    );
  }
  return (
    <section class="card payment-panel">
      <Notice tone="info">
        {reservation.status === 'EXPIRED' ? words.expired : words.released}
      </Notice>
      <a class="button primary wide" href={`/schedules/${reservation.schedule.id}`}>
        {words.chooseAgain}
      </a>
    </section>
  );
}
