import type { LedgerEntry } from '@frontrow/protocol';
import { useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { balance, refreshBalance } from '../account/account-state.ts';
import { returnPath } from '../account/return-path.ts';
import { listLedger } from '../api/shop-api.ts';
import { usePageTitle } from '../chrome/use-page-title.ts';
import { formatPoints } from '../i18n/format.ts';
import { messages } from '../i18n/language.ts';
import { FailurePanel } from '../states/failure-panel.tsx';
import { usePages } from '../states/use-pages.ts';
import { ChargeForm } from './charge-form.tsx';
import { Ledger } from './ledger.tsx';

export function WalletPage() {
  const { wallet } = messages.value;
  const { query } = useLocation();
  const pages = usePages<LedgerEntry>(listLedger);
  usePageTitle(wallet.heading);
  useEffect(() => void refreshBalance(), []);
  if (pages.failure?.code === 'login_required') {
    return (
      <div class="page narrow-page">
        <h1>{wallet.heading}</h1>
        <FailurePanel failure={pages.failure} retry={pages.loadMore} />
      </div>
    );
  }
  const needed = Number(query.need);
  return (
    <div class="page narrow-page wallet-page">
      <h1>{wallet.heading}</h1>
      <section class="wallet-balance">
        <span>{wallet.balance}</span>
        <strong>{balance.value === undefined ? '–' : formatPoints(balance.value)}</strong>
        <BackToOrder next={query.next} />
      </section>
      <ChargeForm
        needed={Number.isInteger(needed) && needed > 0 ? needed : undefined}
        onCharged={pages.restart}
      />
      <Ledger pages={pages} />
    </div>
  );
}

function BackToOrder({ next }: { next: string | undefined }) {
  if (next === undefined) {
    return null;
  }
  return (
    <a class="button" href={returnPath(next, location.origin)}>
      {messages.value.wallet.backToOrder}
    </a>
  );
}
