import type { Knex } from 'knex';

/**
 * Each hold counts the buyer's seats of the date. The key that the foreign key had anyway gets the buyer as its
 * second column, so that neither a buyer's other dates nor a date's other buyers are read.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE reservation
      ADD KEY reservation_schedule_buyer (schedule_id, user_id),
      DROP KEY reservation_schedule`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE reservation
      ADD KEY reservation_schedule (schedule_id),
      DROP KEY reservation_schedule_buyer`);
}
