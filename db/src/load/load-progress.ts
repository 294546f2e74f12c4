import type { Knex } from 'knex';
import type { LoadSettings } from './data/load-plan.ts';

const TABLE = 'load_progress';
/** The row that says what the load is made from, beside a row for each table. */
const PLAN = '(plan)';

export type LoadState = { settings: LoadSettings; unitsDone: Map<string, number> };

/** What has been loaded of which load; undefined when none was ever begun here. */
export async function readLoadState(knex: Knex): Promise<LoadState | undefined> {
  if (!(await knex.schema.hasTable(TABLE))) {
    return undefined;
  }
  const [rows] = (await knex.raw(
    `SELECT name, units_done AS unitsDone, settings FROM ${TABLE}`,
  )) as [{ name: string; unitsDone: number; settings: string | null }[]];
  const plan = rows.find(({ name }) => name === PLAN);
  if (plan === undefined) {
    return undefined;
  }
  const settings = JSON.parse(plan.settings ?? '{}') as LoadSettings;
  return { settings, unitsDone: new Map(rows.map((row) => [row.name, row.unitsDone])) };
}

/** The loader's own table: no migration makes it, since a shop that sells has no use for it. */
export async function beginLoadState(knex: Knex, settings: LoadSettings): Promise<LoadState> {
  await knex.raw(`
    CREATE TABLE IF NOT EXISTS ${TABLE} (
      name VARCHAR(60) NOT NULL PRIMARY KEY,
      units_done BIGINT UNSIGNED NOT NULL,
      settings VARCHAR(200) NULL
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);
  await knex.raw(`INSERT INTO ${TABLE} (name, units_done, settings) VALUES (?, 0, ?)`, [
    PLAN,
    JSON.stringify(settings),
  ]);
  return { settings, unitsDone: new Map() };
}

/** In the transaction that loads the rows, so that both are there or neither is. */
export async function saveUnitsDone(
  trx: Knex.Transaction,
  name: string,
  unitsDone: number,
): Promise<void> {
  await trx.raw(`REPLACE INTO ${TABLE} (name, units_done) VALUES (?, ?)`, [name, unitsDone]);
}
