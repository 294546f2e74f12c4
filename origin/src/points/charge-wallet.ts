import type { ChargeReply } from '@frontrow/protocol';
import type { Idempotent, IdempotentReply, IdempotentRequest } from '../idempotency/idempotent.ts';
import type { CreditWallet } from './credit-wallet.ts';
import { ledgerView } from './ledger-view.ts';

type Deps = { idempotent: Idempotent; creditWallet: CreditWallet };

export type ChargeWallet = ReturnType<typeof createChargeWallet>;

/** Adds points to the buyer's own wallet, once for each idempotency key. */
export function createChargeWallet({ idempotent, creditWallet }: Deps) {
  return function chargeWallet(
    request: IdempotentRequest,
    amount: number,
  ): Promise<IdempotentReply> {
    return idempotent(request, async (trx) => {
      const { userId } = request;
      const entry = await creditWallet(trx, { userId, kind: 'CHARGE', amount });
      const body: ChargeReply = { balance: entry.balanceAfter, entry: ledgerView(entry) };
      return { status: 201, body };
    });
  };
}
