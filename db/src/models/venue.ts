import type { Layout } from '@frontrow/protocol';
import { BaseModel } from './base-model.ts';

export class Venue extends BaseModel {
  static override tableName = 'venue';
  declare id: number;
  declare name: string;
  declare city: string;
}

/** Geometry and labels, once for all schedules that use them; never changed after it is made. */
export class VenueLayout extends BaseModel {
  static override tableName = 'layout';
  static override jsonAttributes = ['geometry'];
  declare id: number;
  declare venueId: number;
  declare seatCount: number;
  declare geometry: Omit<Layout, 'id' | 'venueId' | 'seatCount'>;
}

export class Section extends BaseModel {
  static override tableName = 'section';
  static override idColumn = ['layoutId', 'sectionNo'];
  declare layoutId: number;
  declare sectionNo: number;
  declare name: string;
  declare firstSeatNo: number;
  declare seatCount: number;
}
