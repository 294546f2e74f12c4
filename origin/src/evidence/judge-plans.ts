import type { PlanRow } from './observe-queries.ts';
import type { QuerySummary } from './sum-up-queries.ts';

/** A few rows, whatever the shop sells: a plan may well read them all. */
const SMALL_TABLES = /^(?:venue|v|layout|l|section|room\w*|scheduler_lock|<.*>)$/;

export type Fault = { sql: string; what: string };

/** Scans of large tables and sorts that no index saved. */
export function judgePlans(queries: QuerySummary[]): Fault[] {
  return queries.flatMap(({ sql, plan }) =>
    plan.flatMap((row) => {
      const what = faultOf(row, sql);
      return what === undefined ? [] : [{ sql, what: `${what} (${row.table})` }];
    }),
  );
}

function faultOf({ table, type, Extra }: PlanRow, sql: string): string | undefined {
  if (table === null || SMALL_TABLES.test(table)) {
    return undefined;
  }
  if (Extra?.includes('filesort') === true) {
    return 'sorts';
  }
  if (type === 'ALL') {
    return 'reads the whole table';
  }
  // Along an index from its end until a page is full is no scan, unless rows are passed over on the way.
  const stopsEarly = / limit \?/i.test(sql) && !/ where /i.test(sql);
  return type === 'index' && !stopsEarly && !SEARCH.test(sql) ? 'reads a whole index' : undefined;
}

const SEARCH = /`title` like \?/;

/** Queries that read more than their rows, and why that is right. */
const READS_MORE: { matches: RegExp; why: string }[] = [
  {
    matches: SEARCH,
    why: 'A search reads concerts from the newest until a page is full; a word that is nowhere reads them all.',
  },
  {
    matches: /COUNT\(\*\) FROM seat/,
    why: 'Free seats are counted, date by date, each from one range of the primary key: a counter would be a row that all buyers of a date wait for.',
  },
  {
    matches: /^SELECT seat_no, status = 'SOLD' FROM seat/,
    why: 'The map is about every seat of the date, one range of the primary key; only the taken ones are sent.',
  },
  {
    matches: /MIN\(coming\.starts_at\)/,
    why: 'One row a concert, made from all of its dates and their prices.',
  },
  {
    matches: /^UPDATE reservation_seat rs STRAIGHT_JOIN seat/,
    why: 'One range for each reservation that ends; then each seat is read once more to be changed.',
  },
];

/** Rows that say where a range begins and ends. */
const ENDS = 2;

/**
 * Each row that is answered may cost a row of every table that the plan names, twice. What has no plan, an
 * INSERT, looks for nothing; what it reads is the server's own, such as the statistics of a table it opens.
 */
export function judgeReads(queries: QuerySummary[]): Fault[] {
  return queries
    .filter(({ sql, plan }) => plan.length > 0 && reasonToReadMore(sql) === undefined)
    .filter(({ plan, rowsRead, returned }) => rowsRead > allowedReads(plan, returned))
    .map(({ sql, rowsRead, returned }) => ({
      sql,
      what: `reads ${rowsRead} rows for ${returned}`,
    }));
}

export function reasonToReadMore(sql: string): string | undefined {
  return READS_MORE.find(({ matches }) => matches.test(sql))?.why;
}

function allowedReads(plan: PlanRow[], returned: number): number {
  return plan.length * (2 * Math.max(1, returned) + ENDS);
}
