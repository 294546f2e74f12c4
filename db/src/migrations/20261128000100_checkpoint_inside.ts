import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // How many were inside: after a loss of Redis their slots are kept until their sessions would have ended.
  await knex.raw(
    'ALTER TABLE room_checkpoint ADD COLUMN inside INT UNSIGNED NOT NULL DEFAULT 0 AFTER called_up_to',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE room_checkpoint DROP COLUMN inside');
}
