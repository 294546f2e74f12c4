/**
 * The nearest rank: the least of the values that at least this share of them, from 0 to 1, does not exceed; 0 of none.
 * Hyndman & Fan, "Sample Quantiles in Statistical Packages", 1996, definition 1.
 */
export function percentile(values: Iterable<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
