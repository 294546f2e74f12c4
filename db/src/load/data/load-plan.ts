import { type LoadSales, planSales } from './load-sales.ts';
import { type LoadSizes, sizesAt } from './load-sizes.ts';

/** What a load is made from: two loads of the same have the same rows. */
export type LoadSettings = {
  scale: number;
  seed: number;
  /** Midnight, UTC, of the day that dates and sales count from. */
  baseMs: number;
};

export type LoadPlan = LoadSettings & { sizes: LoadSizes; sales: LoadSales };

/** Takes a few seconds and about 60 MB at scale 1. */
export function planLoad(settings: LoadSettings): LoadPlan {
  const sizes = sizesAt(settings.scale);
  return { ...settings, sizes, sales: planSales(sizes, settings) };
}
