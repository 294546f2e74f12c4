import { BaseModel } from './base-model.ts';

/** Presale codes that were made together. */
export class RoomCodeBatch extends BaseModel {
  static override tableName = 'room_code_batch';
  declare id: number;
  declare room: string;
  declare label: string | null;
  declare usesEach: number;
  declare expiresAt: Date | null;
  declare revokedAt: Date | null;
  declare createdAt: Date;
}

export class RoomCode extends BaseModel {
  static override tableName = 'room_code';
  declare id: number;
  declare batchId: number;
  declare room: string;
  declare codeHash: Buffer;
  declare usesLeft: number;
}

/** One use of a code: taken with this row, done once it has a number. */
export class RoomCodeRedemption extends BaseModel {
  static override tableName = 'room_code_redemption';
  static override idColumn = ['codeId', 'placeId'];
  declare codeId: number;
  declare placeId: string;
  /** In the priority lane; null while the room has not said it. */
  declare number: number | null;
}

/** The recovery code of a place; only its hash is kept. */
export class RoomRecovery extends BaseModel {
  static override tableName = 'room_recovery';
  static override idColumn = ['room', 'placeId'];
  static override jsonAttributes = ['place'];
  declare room: string;
  declare placeId: string;
  declare codeHash: Buffer;
  /** The claims of the place, as the edge signed them. */
  declare place: unknown;
  declare expiresAt: Date;
  declare claimedBy: string | null;
  declare movedAt: Date | null;
}
