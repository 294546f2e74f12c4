import { BaseModel } from './base-model.ts';

export class SchedulerLock extends BaseModel {
  static override tableName = 'scheduler_lock';
  static override idColumn = 'name';
  declare name: string;
  declare holder: string;
  /** Grows with every new holder; effects may demand that theirs is still the newest. */
  declare fence: number;
  declare leaseUntil: Date;
}

/** Messages written in the transaction that they tell of, delivered after its commit. */
export class OutboxMessage extends BaseModel {
  static override tableName = 'outbox';
  static override jsonAttributes = ['payload'];
  declare id: number;
  declare topic: string;
  declare payload: Record<string, unknown>;
  declare createdAt: Date;
  declare deliveredAt: Date | null;
}

export class AuditLogEntry extends BaseModel {
  static override tableName = 'audit_log';
  static override jsonAttributes = ['detail'];
  declare id: number;
  declare actorId: number;
  declare action: string;
  declare target: string;
  declare detail: Record<string, unknown>;
  declare requestId: string;
  declare createdAt: Date;
}
