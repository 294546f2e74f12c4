import { BaseModel } from './base-model.ts';

export class Seat extends BaseModel {
  static override tableName = 'seat';
  static override idColumn = ['scheduleId', 'seatNo'];
  declare scheduleId: number;
  declare seatNo: number;
  declare sectionNo: number;
  declare status: 'AVAILABLE' | 'HELD' | 'SOLD';
  /** Counts every change: the optimistic lock. */
  declare version: number;
  declare reservationId: number | null;
  /** A HELD seat whose time is over is free, whether or not anybody has swept it. */
  declare heldUntil: Date | null;
}
