import { percentile } from '../percentile.ts';
import type { PlanRow, Sample } from './observe-queries.ts';

export type QuerySummary = {
  sql: string;
  calls: string[];
  count: number;
  /** How many of them did not come to their end: their times are what they took until then. */
  failed: number;
  p50Ms: number;
  p99Ms: number;
  /** The worst of the samples that were looked at: rows read for each row that was wanted. */
  returned: number;
  rowsRead: number;
  plan: PlanRow[];
};

/** One line for each statement, in the order in which they were first sent. */
export function sumUpQueries(samples: Sample[]): QuerySummary[] {
  const bySql = Map.groupBy(samples, ({ sql }) => sql);
  return [...bySql].map(([sql, own]) => {
    const times = own.map(({ ms }) => ms);
    const worst = own
      .filter(({ rowsRead }) => rowsRead !== undefined)
      .sort((a, b) => excessOf(b) - excessOf(a))[0];
    return {
      sql,
      calls: [...new Set(own.map(({ call }) => call))],
      count: own.length,
      failed: own.filter(({ failed }) => failed).length,
      p50Ms: percentile(times, 0.5),
      p99Ms: percentile(times, 0.99),
      returned: worst?.returned ?? 0,
      rowsRead: worst?.rowsRead ?? 0,
      plan: worst?.plan ?? [],
    };
  });
}

function excessOf({ rowsRead = 0, returned }: Sample): number {
  return rowsRead - 2 * returned;
}
