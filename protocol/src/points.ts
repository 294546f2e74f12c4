import { z } from 'zod';
import { line } from './text.ts';
import { id, pageOf, points, timestamp } from './values.ts';

export const MAX_CHARGE = 2_000_000;
/** What one wallet may hold. */
export const MAX_BALANCE = 10_000_000;

/** `GET /api/wallet` */
export const walletView = z.object({ balance: points });

/** `POST /api/wallet/charges` (Idempotency-Key) */
export const chargeBody = z.strictObject({ amount: z.number().int().min(1).max(MAX_CHARGE) });

export const ledgerEntry = z.object({
  id,
  kind: z.enum(['CHARGE', 'GRANT', 'PAYMENT']),
  /** Signed: a payment is negative. */
  amount: z.number().int(),
  balanceAfter: points,
  reservationId: id.nullable(),
  reason: z.string().nullable(),
  createdAt: timestamp,
});
export type LedgerEntry = z.infer<typeof ledgerEntry>;

export const chargeReply = z.object({ balance: points, entry: ledgerEntry });
export type ChargeReply = z.infer<typeof chargeReply>;

/** `GET /api/wallet/entries`: newest first. */
export const ledgerPage = pageOf(ledgerEntry);

/** `POST /api/admin/users/:userId/grants` (Idempotency-Key) */
export const grantBody = z.strictObject({
  amount: z.number().int().min(1).max(MAX_BALANCE),
  reason: line(200).min(3),
});
