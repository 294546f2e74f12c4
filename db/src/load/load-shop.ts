import type { Knex } from 'knex';
import { isProduction } from '../seeds/config.ts';
import { type LoadSettings, planLoad } from './data/load-plan.ts';
import type { LoadTable } from './data/load-table.ts';
import { loadTables } from './data/load-tables.ts';
import { loadLines, requireLocalInfile } from './load-file.ts';
import { beginLoadState, type LoadState, readLoadState, saveUnitsDone } from './load-progress.ts';
import { createProgress } from './progress-lines.ts';

type Options = LoadSettings & {
  /** Of a transaction; what a killed load has to do again at the most. */
  chunkRows?: number;
  write?: (line: string) => void;
};

export type LoadOutcome = { settings: LoadSettings; rows: number; loaded: number; seconds: number };

const CHUNK_ROWS = 500_000;

/**
 * Fills an empty, migrated database with a shop of the given scale, or goes on with a load that was stopped.
 * Every chunk of rows is committed together with how far it reaches, so that a killed load leaves nothing half.
 */
export async function loadShop(knex: Knex, options: Options): Promise<LoadOutcome> {
  const { chunkRows = CHUNK_ROWS, write = () => undefined, ...wanted } = options;
  if (isProduction()) {
    throw new Error('Loaded accounts have a public password: not for NODE_ENV=production.');
  }
  await requireLocalInfile(knex);
  const state = await findOrBegin(knex, wanted);
  const { settings } = state;
  write(`Scale ${settings.scale}, seed ${settings.seed}: working out who bought what …`);
  const tables = loadTables(planLoad(settings));
  const total = tables.reduce((sum, table) => sum + table.rowsUpTo(table.units), 0);
  const done = tables.reduce((sum, table) => sum + table.rowsUpTo(unitsDone(state, table)), 0);
  const start = Date.now();
  const progress = createProgress({ total, done, now: Date.now, write });
  for (const table of tables) {
    await loadTable(knex, { table, after: unitsDone(state, table), chunkRows, progress });
  }
  // Plans are made from statistics, and those of a table that was empty a moment ago lead astray.
  await knex.raw('ANALYZE TABLE ??', [tables.map(({ name }) => name)]);
  return { settings, rows: total, loaded: total - done, seconds: (Date.now() - start) / 1000 };
}

type Part = {
  table: LoadTable;
  after: number;
  chunkRows: number;
  progress: ReturnType<typeof createProgress>;
};

async function loadTable(knex: Knex, { table, after, chunkRows, progress }: Part): Promise<void> {
  const step = Math.max(1, Math.floor(chunkRows / (table.rowsUpTo(table.units) / table.units)));
  for (let from = after; from < table.units; from += step) {
    const last = Math.min(from + step, table.units);
    const rows = table.rowsUpTo(last) - table.rowsUpTo(from);
    await knex.transaction(async (trx) => {
      const { name, columns } = table;
      await withoutForeignKeys(trx, () =>
        loadLines(trx, { table: name, columns, rows }, table.lines(from, last)),
      );
      await saveUnitsDone(trx, table.name, last);
    });
    progress.add(table.name, rows);
  }
}

/**
 * For these statements alone: the rows refer to each other by construction, and `db:verify` looks at them
 * afterwards. Unique keys stay checked: without them MariaDB 10.11 loads an empty table in a bulk mode in
 * which it and somebody who reads the table can wait for each other for ever.
 */
async function withoutForeignKeys(trx: Knex.Transaction, work: () => Promise<void>): Promise<void> {
  const check = (on: 0 | 1) => trx.raw(`SET SESSION foreign_key_checks = ${on}`);
  await check(0);
  try {
    await work();
  } finally {
    // A lost link took its session along: the error that says so is the one to be told.
    await check(1).catch(() => undefined);
  }
}

async function findOrBegin(knex: Knex, wanted: LoadSettings): Promise<LoadState> {
  const state = await readLoadState(knex);
  if (state === undefined) {
    await refuseOwnData(knex);
    return beginLoadState(knex, wanted);
  }
  const { scale, seed } = state.settings;
  if (scale !== wanted.scale || seed !== wanted.seed) {
    throw new Error(
      `This database holds a load of scale ${scale} with seed ${seed}: go on with these, or use an empty database.`,
    );
  }
  return state;
}

/** Tables that only the shop, its demo data or a load fill. */
const OWN_TABLES = ['user', 'venue', 'concert', 'schedule', 'seat', 'reservation', 'ledger'];

async function refuseOwnData(knex: Knex): Promise<void> {
  if (!(await knex.schema.hasTable('seat'))) {
    throw new Error('The schema is not there yet: run npm run db:migrate first.');
  }
  for (const table of OWN_TABLES) {
    if ((await knex(table).select(knex.raw('1')).first()) !== undefined) {
      throw new Error(
        `The database has data of its own (table ${table}): load into an empty, migrated one.`,
      );
    }
  }
}

function unitsDone({ unitsDone }: LoadState, { name }: LoadTable): number {
  return unitsDone.get(name) ?? 0;
}
