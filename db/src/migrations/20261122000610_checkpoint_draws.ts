import type { Knex } from 'knex';

/** What a room restarts from gets its draws and its priority lane: JSON, written by the origin alone. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE room_checkpoint ADD COLUMN draws JSON NULL AFTER called_up_to');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE room_checkpoint DROP COLUMN draws');
}
