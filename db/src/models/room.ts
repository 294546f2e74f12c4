import type { RoomSettings } from '@frontrow/protocol';
import { BaseModel } from './base-model.ts';

export class RoomSettingsRow extends BaseModel {
  static override tableName = 'room_settings';
  static override idColumn = 'room';
  static override jsonAttributes = ['settings'];
  declare room: string;
  declare version: number;
  /** Those that were ever set; the others have their defaults. */
  declare settings: Partial<RoomSettings>;
}

export class RoomCheckpoint extends BaseModel {
  static override tableName = 'room_checkpoint';
  static override idColumn = 'room';
  declare room: string;
  declare epoch: number;
  declare issued: number;
  declare calledUpTo: number;
}

/** Places that an operator has ended for good. */
export class RoomRevocation extends BaseModel {
  static override tableName = 'room_revocation';
  declare id: number;
  declare room: string;
  declare placeId: string | null;
  declare numberFrom: number | null;
  declare numberTo: number | null;
  declare epoch: number | null;
}
