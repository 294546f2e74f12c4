import type { Knex } from 'knex';
import { auditMoneyAndSeats } from '../audit/audit-money-and-seats.ts';
import { planLoad } from './data/load-plan.ts';
import { loadTables } from './data/load-tables.ts';
import { readLoadState } from './load-progress.ts';

export type Finding = { what: string; expected: string; found: string; isHeld: boolean };

type Options = {
  /** Without them on a shop that was used since it was loaded. */
  counts?: boolean;
  onFinding?: (finding: Finding) => void;
};

/**
 * Compares the rows of each table with what the load was to make, and asks the tables themselves for broken
 * promises about seats and money. A shop that was not loaded has no counts to compare.
 */
export async function verifyShop(knex: Knex, options: Options = {}): Promise<Finding[]> {
  const { counts = true, onFinding = () => undefined } = options;
  const findings: Finding[] = [];
  const add = (finding: Finding) => {
    findings.push(finding);
    onFinding(finding);
  };
  await withoutTimeLimit(knex);
  if (counts) {
    await compareCounts(knex, add);
  }
  const violations = await auditMoneyAndSeats(knex, {
    onChecked: (what, isHeld) =>
      add({ what, expected: 'none', found: isHeld ? 'none' : 'see below', isHeld }),
  });
  for (const { check, rows } of violations) {
    const finding = findings.find(({ what }) => what === check);
    if (finding !== undefined) {
      finding.found = JSON.stringify(rows[0]);
    }
  }
  return findings;
}

async function compareCounts(knex: Knex, add: (finding: Finding) => void): Promise<void> {
  const state = await readLoadState(knex);
  if (state === undefined) {
    return;
  }
  for (const { name, rowsUpTo, units } of loadTables(planLoad(state.settings))) {
    const row = await knex(name).count<{ rows: number }[]>({ rows: '*' }).first();
    const expected = rowsUpTo(units);
    const found = row?.rows ?? 0;
    add({
      what: `rows of ${name}`,
      expected: String(expected),
      found: String(found),
      isHeld: expected === found,
    });
  }
}

const UNKNOWN_VARIABLE = 1193;

/** MariaDB's limit on a statement suits a shop, not a look at every row; MySQL has no such variable. */
async function withoutTimeLimit(knex: Knex): Promise<void> {
  try {
    await knex.raw('SET SESSION max_statement_time = 0');
  } catch (error) {
    if ((error as { errno?: number }).errno !== UNKNOWN_VARIABLE) {
      throw error;
    }
  }
}
