import { BaseModel } from './base-model.ts';

export class Wallet extends BaseModel {
  static override tableName = 'wallet';
  static override idColumn = 'userId';
  declare userId: number;
  declare balance: number;
}

/** Append-only; the sum of a wallet's entries is its balance. */
export class LedgerEntry extends BaseModel {
  static override tableName = 'ledger';
  declare id: number;
  declare userId: number;
  declare kind: 'CHARGE' | 'GRANT' | 'PAYMENT';
  declare amount: number;
  declare balanceAfter: number;
  declare reservationId: number | null;
  declare reason: string | null;
  declare createdAt: Date;
}

export class IdempotencyRecord extends BaseModel {
  static override tableName = 'idempotency_record';
  static override idColumn = ['userId', 'idempotencyKey'];
  declare userId: number;
  declare idempotencyKey: string;
  declare fingerprint: Buffer;
  declare responseStatus: number | null;
  declare responseBody: string | null;
}
