import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // Where everybody of an epoch went: up to where the priority lane and the draw that was open went with the numbers.
  await knex.raw(`
    ALTER TABLE room_revocation
      ADD COLUMN priority_to BIGINT UNSIGNED NULL,
      ADD COLUMN draw BIGINT UNSIGNED NULL,
      ADD COLUMN tickets BIGINT UNSIGNED NULL`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'ALTER TABLE room_revocation DROP COLUMN priority_to, DROP COLUMN draw, DROP COLUMN tickets',
  );
}
