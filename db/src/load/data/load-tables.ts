import { catalogTables } from './catalog-tables.ts';
import type { LoadPlan } from './load-plan.ts';
import type { LoadTable } from './load-table.ts';
import { moneyTables } from './money-tables.ts';
import { peopleTables } from './people-tables.ts';
import { saleTables } from './sale-tables.ts';
import { seatTable } from './seat-table.ts';

/** In the order in which they are loaded. */
export function loadTables(plan: LoadPlan): LoadTable[] {
  return [
    ...catalogTables(plan),
    ...peopleTables(plan),
    ...saleTables(plan),
    ...moneyTables(plan),
    seatTable(plan),
  ];
}
