import type { Knex } from 'knex';

/** Brings the schema up to date; returns the names of the migrations that ran. */
export async function migrateLatest(knex: Knex): Promise<string[]> {
  const [, names] = (await knex.migrate.latest()) as [number, string[]];
  return names;
}

/** Takes the newest batch of migrations back; returns their names. */
export async function rollbackLatest(knex: Knex): Promise<string[]> {
  const [, names] = (await knex.migrate.rollback()) as [number, string[]];
  return names;
}
