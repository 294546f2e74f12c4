import type { ReservationStatus } from '@frontrow/protocol';
import { BaseModel } from './base-model.ts';

export class Reservation extends BaseModel {
  static override tableName = 'reservation';
  declare id: number;
  declare userId: number;
  declare scheduleId: number;
  declare status: ReservationStatus;
  declare amount: number;
  declare heldUntil: Date;
  declare ticketCode: string | null;
  declare confirmedAt: Date | null;
  declare createdAt: Date;
}

export class ReservationSeat extends BaseModel {
  static override tableName = 'reservation_seat';
  static override idColumn = ['reservationId', 'seatNo'];
  declare reservationId: number;
  declare scheduleId: number;
  declare seatNo: number;
  declare price: number;
  /** 1 while the seat belongs to this reservation, NULL afterwards: the unique key counts only ones. */
  declare live: 1 | null;
}
