import type { ChargeReply } from '@frontrow/protocol';
import type { Idempotent, IdempotentReply, IdempotentRequest } from '../idempotency/idempotent.ts';
import type { CreditWallet } from '../points/credit-wallet.ts';
import { ledgerView } from '../points/ledger-view.ts';
import type { Actor } from './actor.ts';
import { recordAudit } from './audit-log.ts';

type Deps = { idempotent: Idempotent; creditWallet: CreditWallet };
type Grant = { userId: number; amount: number; reason: string };

export type GrantPoints = ReturnType<typeof createGrantPoints>;

/** Gives a buyer points, once for each of the operator's keys. */
export function createGrantPoints({ idempotent, creditWallet }: Deps) {
  return function grantPoints(
    request: IdempotentRequest,
    grant: Grant,
    actor: Actor,
  ): Promise<IdempotentReply> {
    return idempotent(request, async (trx) => {
      const entry = await creditWallet(trx, { kind: 'GRANT', ...grant });
      await recordAudit(trx, {
        ...actor,
        action: 'points.grant',
        target: `user/${grant.userId}`,
        detail: { amount: grant.amount, reason: grant.reason, entryId: entry.id },
      });
      const body: ChargeReply = { balance: entry.balanceAfter, entry: ledgerView(entry) };
      return { status: 201, body };
    });
  };
}
