import type { EventOverrides } from '@frontrow/protocol';
import { BaseModel } from './base-model.ts';

export class RoomEvent extends BaseModel {
  static override tableName = 'room_event';
  static override jsonAttributes = ['overrides'];
  declare id: number;
  declare room: string;
  declare name: string;
  declare prequeueStartTime: Date | null;
  declare eventStartTime: Date;
  declare eventEndTime: Date;
  declare shuffleAtEventStart: boolean;
  declare suspended: boolean;
  declare overrides: EventOverrides;
  /** 32 bytes in hex, secret until the start. */
  declare drawKey: string;

  /** MySQL keeps booleans as 0 and 1. */
  override $parseDatabaseJson(json: Record<string, unknown>): Record<string, unknown> {
    const row = super.$parseDatabaseJson(json);
    for (const flag of ['shuffleAtEventStart', 'suspended']) {
      row[flag] = Boolean(row[flag]);
    }
    return row;
  }
}

/** A draw whose key is public. */
export class RoomDraw extends BaseModel {
  static override tableName = 'room_draw';
  static override idColumn = ['room', 'draw'];
  declare room: string;
  declare draw: number;
  declare commitment: string | null;
  declare drawKey: string | null;
  declare version: string;
  declare base: number;
  declare n: number;
  declare closedAt: Date;
}

/** A line of the record of who was called and who entered. */
export class RoomAdmission extends BaseModel {
  static override tableName = 'room_admission';
  declare id: number;
  declare room: string;
  declare draw: number;
  declare logId: string;
  declare position: number;
  declare at: Date;
  declare kind: 'called' | 'entered' | 'passed' | 'moved';
  declare epoch: number;
  declare visitor: string;
  declare number: number | null;
  declare ticket: number | null;
  declare movedTo: string | null;
}
