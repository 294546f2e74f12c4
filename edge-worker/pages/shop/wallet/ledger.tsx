import type { LedgerEntry } from '@frontrow/protocol';
import { formatMoment, formatPoints } from '../i18n/format.ts';
import { messages } from '../i18n/language.ts';
import { EmptyPanel } from '../states/empty-panel.tsx';
import { FailurePanel } from '../states/failure-panel.tsx';
import { MoreButton } from '../states/more-button.tsx';
import { Skeleton } from '../states/skeleton.tsx';
import type { Pages } from '../states/use-pages.ts';

export function Ledger({ pages }: { pages: Pages<LedgerEntry> }) {
  const { wallet } = messages.value;
  return (
    <section class="ledger" aria-labelledby="ledger-heading">
      <h2 id="ledger-heading">{wallet.history}</h2>
      <LedgerBody pages={pages} />
    </section>
  );
}

function LedgerBody({ pages }: { pages: Pages<LedgerEntry> }) {
  if (pages.failure !== undefined && pages.items.length === 0) {
    return <FailurePanel failure={pages.failure} retry={pages.loadMore} />;
  }
  if (pages.items.length === 0) {
    return pages.loading ? (
      <Skeleton lines={4} />
    ) : (
      <EmptyPanel text={messages.value.wallet.noHistory} />
    );
  }
  return (
    <>
      <ul class="ledger-list">
        {pages.items.map((entry) => (
          <LedgerRow key={entry.id} entry={entry} />
        ))}
      </ul>
      <MoreButton pages={pages} />
    </>
  );
}

function LedgerRow({ entry }: { entry: LedgerEntry }) {
  const { wallet } = messages.value;
  const { kind, amount, balanceAfter, reservationId, reason, createdAt } = entry;
  const about = reservationId === null ? reason : wallet.order(reservationId);
  return (
    <li>
      <span class="ledger-what">
        <strong>{wallet.kinds[kind]}</strong>
        <span class="muted small">
          {formatMoment(createdAt)}
          {about === null ? '' : ` · ${about}`}
        </span>
      </span>
      <span class="ledger-points">
        <strong class={amount < 0 ? 'spent' : 'gained'}>
          {amount < 0 ? '−' : '+'}
          {formatPoints(Math.abs(amount))}
        </strong>
        <span class="muted small">{wallet.balanceAfter(formatPoints(balanceAfter))}</span>
      </span>
    </li>
  );
}
