import type { ScheduleDetail } from '@frontrow/protocol';
import { priceTiers } from './order/selection.ts';

/** Colours of the map; dearer sections take the first. */
const TIERS = 6;

/** The colour of a price: its place among the prices of the date. */
export function tierOf({ sections }: Pick<ScheduleDetail, 'sections'>, price: number): number {
  return Math.max(priceTiers(sections).indexOf(price), 0) % TIERS;
}
