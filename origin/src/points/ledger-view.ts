import type { LedgerEntry } from '@frontrow/db';
import type { LedgerEntry as LedgerEntryView } from '@frontrow/protocol';

/** An entry as the API shows it. */
export function ledgerView(entry: LedgerEntry): LedgerEntryView {
  const { id, kind, amount, balanceAfter, reservationId, reason, createdAt } = entry;
  return {
    id,
    kind,
    amount,
    balanceAfter,
    reservationId,
    reason,
    createdAt: createdAt.toISOString(),
  };
}
