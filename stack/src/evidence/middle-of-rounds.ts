import { median } from '../results/median.ts';
import type { Measured, MeasuredQuery } from './run-measure.ts';

/**
 * The rounds of one shop as one: of each statement the median of its times, the sample that read the most, and all that
 * failed; of refusals and faults every one.
 */
export function middleOf(rounds: Measured[]): Measured {
  const [first] = rounds;
  if (first === undefined) {
    throw new RangeError('There is no middle of no rounds.');
  }
  const statements = new Map<string, MeasuredQuery[]>();
  for (const query of rounds.flatMap(({ queries }) => queries)) {
    statements.set(query.sql, [...(statements.get(query.sql) ?? []), query]);
  }
  return {
    ...first,
    visits: sum(rounds, ({ visits }) => visits),
    refusals: rounds.flatMap(({ refusals }) => refusals),
    faults: rounds.flatMap(({ faults }) => faults),
    queries: [...statements.values()].map(middleOfQuery),
  };
}

function middleOfQuery(seen: MeasuredQuery[]): MeasuredQuery {
  const most = seen.reduce((a, b) => (b.rowsRead > a.rowsRead ? b : a));
  return {
    ...most,
    calls: [...new Set(seen.flatMap(({ calls }) => calls))],
    count: sum(seen, ({ count }) => count),
    failed: sum(seen, ({ failed }) => failed),
    p50Ms: median(seen.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(seen.map(({ p99Ms }) => p99Ms)),
  };
}

function sum<T>(list: T[], of: (item: T) => number): number {
  return list.reduce((total, item) => total + of(item), 0);
}
