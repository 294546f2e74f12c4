import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // Counts the changes of a room's events, as `version` counts those of its settings.
  await knex.raw(
    'ALTER TABLE room_settings ADD COLUMN events_version INT UNSIGNED NOT NULL DEFAULT 0 AFTER version',
  );

  // The key is the secret that decides the order: no API gives it away before the start.
  await knex.raw(`
    CREATE TABLE room_event (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      room VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      name VARCHAR(120) NOT NULL,
      prequeue_start_time DATETIME(3) NULL,
      event_start_time DATETIME(3) NOT NULL,
      event_end_time DATETIME(3) NOT NULL,
      shuffle_at_event_start BOOLEAN NOT NULL,
      suspended BOOLEAN NOT NULL DEFAULT FALSE,
      overrides JSON NOT NULL,
      draw_key CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      KEY room_event_end (room, event_end_time),
      CONSTRAINT room_event_room FOREIGN KEY (room) REFERENCES room_settings (room) ON DELETE CASCADE,
      CONSTRAINT room_event_order CHECK (event_start_time < event_end_time)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  // The public record. It outlives the room: the order must stay checkable.
  await knex.raw(`
    CREATE TABLE room_draw (
      room VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      draw BIGINT UNSIGNED NOT NULL,
      commitment CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      draw_key CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      version VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      base BIGINT UNSIGNED NOT NULL,
      n BIGINT UNSIGNED NOT NULL,
      closed_at DATETIME(3) NOT NULL,
      PRIMARY KEY (room, draw),
      KEY room_draw_base (room, base)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  // Where the line stands in the room's log in Redis makes it one that is written once.
  await knex.raw(`
    CREATE TABLE room_admission (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      room VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      draw BIGINT UNSIGNED NOT NULL,
      log_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      position SMALLINT UNSIGNED NOT NULL,
      at DATETIME(3) NOT NULL,
      kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      epoch INT UNSIGNED NOT NULL,
      visitor CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      number BIGINT UNSIGNED NULL,
      ticket BIGINT UNSIGNED NULL,
      moved_to CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
      UNIQUE KEY room_admission_line (room, log_id, position),
      KEY room_admission_draw (room, draw, id)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['room_admission', 'room_draw', 'room_event']) {
    await knex.schema.dropTableIfExists(table);
  }
  await knex.raw('ALTER TABLE room_settings DROP COLUMN events_version');
}
