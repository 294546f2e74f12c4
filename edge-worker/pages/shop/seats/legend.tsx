import { formatPoints } from '../i18n/format.ts';
import { messages } from '../i18n/language.ts';
import type { SeatOrder } from './order/seat-order.ts';
import { priceTiers } from './order/selection.ts';
import { tierOf } from './price-tier.ts';

/** Prices by colour with their sections, and the states by shape. */
export function Legend({ order }: { order: SeatOrder }) {
  const { legend } = messages.value.seats;
  const { sections } = order.schedule;
  return (
    <ul class="legend" aria-label={legend.title}>
      {priceTiers(sections).map((price) => (
        <li key={price}>
          <span class={`legend-dot tier-${tierOf(order.schedule, price)}`} aria-hidden="true" />
          <span>
            {sections
              .filter((section) => section.price === price)
              .map(({ name }) => name)
              .join(', ')}
          </span>
          <strong>{formatPoints(price)}</strong>
        </li>
      ))}
      <li>
        <span class="legend-dot mine" aria-hidden="true" />
        {legend.mine}
      </li>
      <li>
        <span class="legend-dot held" aria-hidden="true" />
        {legend.held}
      </li>
      <li>
        <span class="legend-dot sold" aria-hidden="true" />
        {legend.sold}
      </li>
    </ul>
  );
}
