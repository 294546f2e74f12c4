import { useComputed } from '@preact/signals';
import { formatPoints } from '../../i18n/format.ts';
import { messages } from '../../i18n/language.ts';
import { FailureNotice } from '../../states/notice.tsx';
import { BestAvailable } from './best-available.tsx';
import { OrderNoticeText } from './order-notice.tsx';
import type { SeatOrder } from './seat-order.ts';
import { sectionOfSeat } from './selection.ts';
import type { Hold } from './use-hold.ts';

type Props = { order: SeatOrder; hold: Hold };

/** Beside the map on a desk, under it on a phone: what is chosen, what it costs, and the button. */
export function OrderPanel({ order, hold }: Props) {
  const { seats } = messages.value;
  return (
    <aside class="order-panel" aria-label={seats.yours}>
      <h2>
        {seats.yours} <span class="muted small">{seats.limitHint(order.limit)}</span>
      </h2>
      <OrderNoticeText order={order} />
      {order.notice.value?.kind === 'lost' ? null : <FailureNotice failure={hold.failure} />}
      <ChosenSeats order={order} />
      {order.selection.value.length === 0 ? <BestAvailable order={order} hold={hold} /> : null}
      <HoldBar order={order} hold={hold} />
    </aside>
  );
}

function ChosenSeats({ order }: { order: SeatOrder }) {
  const { seats } = messages.value;
  const chosen = order.seatsOf(order.selection.value);
  if (chosen.length === 0) {
    return <p class="muted order-none">{seats.noneYet}</p>;
  }
  return (
    <ul class="chosen-seats">
      {chosen.map(({ seatNo, section, row, label }) => {
        const name = seats.seatName(section, row, label);
        return (
          <li key={seatNo}>
            <span>{name}</span>
            <strong>
              {formatPoints(sectionOfSeat(order.schedule.sections, seatNo)?.price ?? 0)}
            </strong>
            <button
              type="button"
              class="remove-seat"
              aria-label={seats.remove(name)}
              onClick={() => order.toggle(seatNo)}
            >
              ×
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function HoldBar({ order, hold }: Props) {
  const { seats, common } = messages.value;
  const count = useComputed(() => order.selection.value.length).value;
  if (count === 0) {
    return null;
  }
  const submit = () =>
    hold.hold({
      seats: [...order.selection.value].sort((a, b) => a - b).map((seatNo) => ({ seatNo })),
    });
  return (
    <div class="hold-bar">
      <p class="hold-total">
        <span>
          {common.total} · {common.seats(count)}
        </span>
        <strong>{formatPoints(order.total.value)}</strong>
      </p>
      <button
        type="button"
        class="button primary wide"
        disabled={!order.schedule.onSale}
        aria-disabled={hold.busy}
        onClick={submit}
      >
        {hold.busy ? seats.holding : seats.hold(count)}
      </button>
      <p class="muted small hold-hint">{seats.holdHint}</p>
    </div>
  );
}
