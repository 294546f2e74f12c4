import { useLocation, useRoute } from 'preact-iso';
import { balance } from '../account/account-state.ts';
import { getTicket } from '../api/shop-api.ts';
import { usePageTitle } from '../chrome/use-page-title.ts';
import { formatPoints } from '../i18n/format.ts';
import { messages } from '../i18n/language.ts';
import { FailurePanel } from '../states/failure-panel.tsx';
import { Notice } from '../states/notice.tsx';
import { Skeleton } from '../states/skeleton.tsx';
import { useLoad } from '../states/use-load.ts';
import { findKeptTicket } from './kept-tickets.ts';
import { TicketCard } from './ticket-card.tsx';

export function TicketPage() {
  const code = useRoute().params.code ?? '';
  const { query } = useLocation();
  const { tickets } = messages.value;
  const loaded = useLoad(
    `ticket ${code}`,
    async (signal) => findKeptTicket(code) ?? getTicket(code, signal),
  );
  usePageTitle(
    loaded.state === 'ready' ? loaded.value.reservation.schedule.concertTitle : undefined,
  );
  return (
    <div class="page ticket-page">
      {query.paid === '1' ? <PaidNotice /> : null}
      {loaded.state === 'failed' ? (
        <FailurePanel failure={loaded.failure} retry={loaded.retry} />
      ) : loaded.state === 'loading' ? (
        <Skeleton lines={4} tall />
      ) : (
        <TicketCard ticket={loaded.value} />
      )}
      <div class="button-row ticket-actions">
        <button type="button" class="button" onClick={() => window.print()}>
          {tickets.print}
        </button>
        <a class="button" href="/tickets">
          {tickets.heading}
        </a>
      </div>
    </div>
  );
}

function PaidNotice() {
  const { tickets } = messages.value;
  return (
    <Notice tone="good">
      <strong>{tickets.paid}</strong>{' '}
      {balance.value === undefined ? null : tickets.balance(formatPoints(balance.value))}
      <p class="small">{tickets.leftShop}</p>
    </Notice>
  );
}
