import type { Knex } from 'knex';

type Options = { from: string; to: string; write?: (line: string) => void };

const SCHEDULES_AT_ONCE = 20_000;
const SECONDARY = /^\s*(?:UNIQUE )?KEY |^\s*CONSTRAINT /;
const SEAT_KEY = 'PRIMARY KEY (`schedule_id`,`seat_no`)';
/** As the comparison keeps them: each seat with a number of its own, so that no index but that one is there. */
const SURROGATE = ['`id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT', 'PRIMARY KEY (`id`)'];

/** The two that the published comparison ended with. */
const REFERENCE_KEYS = {
  schedule: 'KEY reference_concert (concert_id)',
  seat: 'KEY reference_schedule_status (schedule_id, status)',
};

/**
 * Copies a loaded shop into a new database beside it: the same rows under the same names, so that the same
 * statements run on both, but without any secondary index. Foreign keys are left out, since they would bring their own.
 */
export async function copyWithoutKeys(knex: Knex, options: Options): Promise<void> {
  const { from, to, write = () => undefined } = options;
  await knex.raw('DROP DATABASE IF EXISTS ??', [to]);
  await knex.raw('CREATE DATABASE ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci', [to]);
  for (const table of await readTables(knex, from)) {
    const [rows] = (await knex.raw('SHOW CREATE TABLE ??.??', [from, table])) as [
      Record<string, string>[],
    ];
    const definition = withoutKeys(table, rows[0]?.['Create Table'] ?? '');
    await knex.raw(definition.replace('CREATE TABLE ', `CREATE TABLE \`${to}\`.`));
    await copyRows(knex, { from, to, table });
    await knex.raw('ANALYZE TABLE ??.??', [to, table]);
    write(`${to}: ${table} is copied`);
  }
}

/** Gives a copy without keys those of the published comparison. */
export async function addReferenceKeys(knex: Knex, database: string): Promise<void> {
  for (const [table, key] of Object.entries(REFERENCE_KEYS)) {
    await knex.raw(`ALTER TABLE ??.?? ADD ${key}`, [database, table]);
    await knex.raw('ANALYZE TABLE ??.??', [database, table]);
  }
}

/** The statement that makes a table, without its secondary keys. */
function withoutKeys(table: string, definition: string): string {
  const lines = definition
    .split('\n')
    .filter((line) => !SECONDARY.test(line))
    .map((line) => line.replace(/,$/, ''));
  const body = lines.slice(1, -1).map((line) => {
    return table === 'seat' && line.includes(SEAT_KEY) ? SURROGATE.join(',\n') : line;
  });
  return [lines[0], body.join(',\n'), lines.at(-1)].join('\n');
}

async function readTables(knex: Knex, database: string): Promise<string[]> {
  const [rows] = (await knex.raw(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = ? AND table_type = 'BASE TABLE' ORDER BY table_name`,
    [database],
  )) as [{ name: string }[]];
  return rows.map(({ name }) => name);
}

async function copyRows(
  knex: Knex,
  { from, to, table }: { from: string; to: string; table: string },
): Promise<void> {
  const [rows] = (await knex.raw(
    `SELECT column_name AS name FROM information_schema.columns
      WHERE table_schema = ? AND table_name = ? AND COALESCE(generation_expression, '') = ''
      ORDER BY ordinal_position`,
    [from, table],
  )) as [{ name: string }[]];
  const columns = rows.map(({ name }) => `\`${name}\``).join(', ');
  const copy = (where: string, values: number[]) =>
    knex.raw(
      `INSERT INTO ??.?? (${columns}) SELECT ${columns} FROM ??.?? ${where}`,
      [to, table, from, table, values].flat(),
    );
  if (table !== 'seat') {
    await copy('', []);
    return;
  }
  // Some million seats in a transaction: one of all would take as long to be taken back when it is stopped.
  const newest = await knex(`${from}.schedule`).max<{ id: number }[]>({ id: 'id' }).first();
  for (let after = 0; after < (newest?.id ?? 0); after += SCHEDULES_AT_ONCE) {
    await copy('WHERE schedule_id > ? AND schedule_id <= ?', [after, after + SCHEDULES_AT_ONCE]);
  }
}
