import type { Knex } from 'knex';

/** What an operator has to say to everybody who waits: JSON, or NULL for nothing. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE room_settings ADD COLUMN message JSON NULL AFTER suspended');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE room_settings DROP COLUMN message');
}
