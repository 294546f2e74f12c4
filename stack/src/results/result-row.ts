export type Bound = { atLeast?: number; atMost?: number };

/** One figure; with a bound, it passes or it does not. */
export type ResultRow = Bound & { what: string; value: number };

/** What could not be measured meets nothing: neither as Infinity nor, once it was kept as JSON, as null. */
export function isMet({
  value,
  atLeast = -Infinity,
  atMost = Infinity,
}: Bound & { value: number }): boolean {
  return Number.isFinite(value) && value >= atLeast && value <= atMost;
}

/** `≥ 1, ≤ 2`, or nothing where there is no bound. */
export function boundOf({ atLeast, atMost }: Bound): string {
  const parts = [
    ...(atLeast === undefined ? [] : [`≥ ${atLeast}`]),
    ...(atMost === undefined ? [] : [`≤ ${atMost}`]),
  ];
  return parts.join(', ');
}

/** The rows as a table for a terminal. */
export function formatRows(title: string, rows: readonly ResultRow[]): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  const lines = rows.map((row) => {
    const bound = boundOf(row);
    const verdict = bound === '' ? '' : `  (${bound})  ${isMet(row) ? 'ok' : 'NOT MET'}`;
    return `  ${row.what.padEnd(width)}  ${String(row.value).padStart(10)}${verdict}`;
  });
  return [title, ...lines].join('\n');
}
