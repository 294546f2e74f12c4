import type { RoomSettings } from '@frontrow/protocol';
import { BaseModel } from './base-model.ts';

export class RoomSettingsRow extends BaseModel {
  static override tableName = 'room_settings';
  static override idColumn = 'room';
  static override jsonAttributes = ['settings'];
  declare room: string;
  declare version: number;
  /** Counts the changes of its events. */
  declare eventsVersion: number;
  /** The concert whose pages the room guards. */
  declare concertId: number | null;
  /** Those that were ever set; the others have their defaults. */
  declare settings: Partial<RoomSettings>;
}

/** What a room covers, besides its concert. */
export class RoomRouteRow extends BaseModel {
  static override tableName = 'room_route';
  declare id: number;
  declare room: string;
  /** Empty for any host. */
  declare host: string;
  declare path: string;
}

export class RoomCheckpoint extends BaseModel {
  static override tableName = 'room_checkpoint';
  static override idColumn = 'room';
  static override jsonAttributes = ['draws'];
  declare room: string;
  declare epoch: number;
  declare issued: number;
  declare calledUpTo: number;
  /** How many were inside. */
  declare inside: number;
  /** Draws and the priority lane, as the origin keeps them; null before the first checkpoint. */
  declare draws: unknown;
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
  declare priorityTo: number | null;
  declare draw: number | null;
  declare tickets: number | null;
}
