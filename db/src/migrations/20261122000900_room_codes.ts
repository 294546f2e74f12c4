import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE room_code_batch (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      room VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      label VARCHAR(100) NULL,
      uses_each INT UNSIGNED NOT NULL,
      expires_at DATETIME(3) NULL,
      revoked_at DATETIME(3) NULL,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      KEY room_code_batch_room (room, id),
      CONSTRAINT room_code_batch_room FOREIGN KEY (room) REFERENCES room_settings (room) ON DELETE CASCADE
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  // The room stands here again so that one key finds a code, and none is there twice in a room.
  await knex.raw(`
    CREATE TABLE room_code (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      batch_id INT UNSIGNED NOT NULL,
      room VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      code_hash BINARY(32) NOT NULL,
      uses_left INT UNSIGNED NOT NULL,
      UNIQUE KEY room_code_hash (code_hash, room),
      CONSTRAINT room_code_batch FOREIGN KEY (batch_id) REFERENCES room_code_batch (id) ON DELETE CASCADE
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  // The number is null until the room has taken the place over into the priority lane.
  await knex.raw(`
    CREATE TABLE room_code_redemption (
      code_id INT UNSIGNED NOT NULL,
      place_id CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      number BIGINT UNSIGNED NULL,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      PRIMARY KEY (code_id, place_id),
      KEY room_code_redemption_place (place_id),
      CONSTRAINT room_code_redemption_code FOREIGN KEY (code_id) REFERENCES room_code (id) ON DELETE CASCADE
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  // One live code a place. The claims are what the edge had signed; claimed_by is the id that the place moves to.
  await knex.raw(`
    CREATE TABLE room_recovery (
      room VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      place_id CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      code_hash BINARY(32) NOT NULL,
      place JSON NOT NULL,
      expires_at DATETIME(3) NOT NULL,
      claimed_by CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NULL,
      moved_at DATETIME(3) NULL,
      PRIMARY KEY (room, place_id),
      UNIQUE KEY room_recovery_hash (code_hash),
      KEY room_recovery_expires (expires_at),
      CONSTRAINT room_recovery_room FOREIGN KEY (room) REFERENCES room_settings (room) ON DELETE CASCADE
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['room_recovery', 'room_code_redemption', 'room_code', 'room_code_batch']) {
    await knex.schema.dropTableIfExists(table);
  }
}
