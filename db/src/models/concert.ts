import { BaseModel } from './base-model.ts';

export class Concert extends BaseModel {
  static override tableName = 'concert';
  declare id: number;
  declare title: string;
  declare artist: string;
  declare genre: string;
  declare summary: string;
  declare durationMinutes: number;
  declare ageLimit: number;
  declare posterHue: number;
  declare createdAt: Date;
}

/** One date of a concert. */
export class Schedule extends BaseModel {
  static override tableName = 'schedule';
  declare id: number;
  declare concertId: number;
  declare layoutId: number;
  declare startsAt: Date;
  declare seatLimit: number;
}

export class SchedulePrice extends BaseModel {
  static override tableName = 'schedule_price';
  static override idColumn = ['scheduleId', 'sectionNo'];
  declare scheduleId: number;
  declare sectionNo: number;
  declare price: number;
}
