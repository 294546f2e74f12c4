import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // One room a concert at most. A unique key with nulls lets every other room have none.
  await knex.raw(`
    ALTER TABLE room_settings
      ADD COLUMN concert_id INT UNSIGNED NULL AFTER version,
      ADD UNIQUE KEY room_settings_concert (concert_id),
      ADD CONSTRAINT room_settings_concert FOREIGN KEY (concert_id) REFERENCES concert (id)`);

  // An empty host is any host: nulls would be different from each other, and a route belongs to one room.
  await knex.raw(`
    CREATE TABLE room_route (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      room VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      host VARCHAR(253) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
      path VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      UNIQUE KEY room_route_place (path, host),
      CONSTRAINT room_route_room FOREIGN KEY (room) REFERENCES room_settings (room) ON DELETE CASCADE
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTableIfExists('room_route');
  await knex.raw(`
    ALTER TABLE room_settings
      DROP FOREIGN KEY room_settings_concert,
      DROP KEY room_settings_concert,
      DROP COLUMN concert_id`);
}
