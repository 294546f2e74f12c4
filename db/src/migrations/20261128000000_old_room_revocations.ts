import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // By age: those that no place outlives are pruned.
  await knex.raw('ALTER TABLE room_revocation ADD KEY room_revocation_created_at (created_at)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE room_revocation DROP KEY room_revocation_created_at');
}
