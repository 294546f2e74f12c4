import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // Either a place, or a range of numbers; with an epoch where the range was everybody of that epoch.
  await knex.raw(`
    CREATE TABLE room_revocation (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      room VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      place_id CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NULL,
      number_from BIGINT UNSIGNED NULL,
      number_to BIGINT UNSIGNED NULL,
      epoch INT UNSIGNED NULL,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      KEY room_revocation_room (room, id)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTableIfExists('room_revocation');
}
