import { messages } from '../../i18n/language.ts';
import { Notice } from '../../states/notice.tsx';
import type { Seat } from '../map/seat-index.ts';
import type { SeatOrder } from './seat-order.ts';

/** Why the last choice was not taken, or what was lost to somebody faster, seat by seat. */
export function OrderNoticeText({ order }: { order: SeatOrder }) {
  const { seats } = messages.value;
  const notice = order.notice.value;
  const nameOf = ({ section, row, label }: Seat) => seats.seatName(section, row, label);
  if (notice === undefined) {
    return null;
  }
  if (notice.kind === 'limit') {
    return <Notice tone="info">{seats.limit(notice.limit)}</Notice>;
  }
  if (notice.kind === 'notFree') {
    const { seat, state } = notice;
    return <Notice tone="info">{seats.notSelectable(nameOf(seat), seats.states[state])}</Notice>;
  }
  return (
    <Notice tone="bad">
      <strong>{seats.taken(notice.seats.map(nameOf).join('; '))}</strong> {seats.takenChooseAgain}
    </Notice>
  );
}
