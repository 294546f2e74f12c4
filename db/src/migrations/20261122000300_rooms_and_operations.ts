import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE room_settings (
      room VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      version INT UNSIGNED NOT NULL DEFAULT 1,
      total_active_users INT UNSIGNED NOT NULL,
      new_users_per_minute INT UNSIGNED NOT NULL,
      session_duration DOUBLE NOT NULL,
      disable_session_renewal BOOLEAN NOT NULL,
      claim_seconds INT UNSIGNED NOT NULL,
      return_seconds INT UNSIGNED NOT NULL,
      queueing_method VARCHAR(20) NOT NULL,
      queue_all BOOLEAN NOT NULL,
      suspended BOOLEAN NOT NULL,
      updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  // The room that covers the whole shop is always there.
  await knex('room_settings').insert({
    room: 'main',
    total_active_users: 500,
    new_users_per_minute: 600,
    session_duration: 5,
    disable_session_renewal: false,
    claim_seconds: 60,
    return_seconds: 600,
    queueing_method: 'fifo',
    queue_all: false,
    suspended: false,
  });

  // What a room restarts from when Redis has lost its memory. Neither number ever falls within an epoch.
  await knex.raw(`
    CREATE TABLE room_checkpoint (
      room VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      epoch INT UNSIGNED NOT NULL,
      issued BIGINT UNSIGNED NOT NULL,
      called_up_to BIGINT UNSIGNED NOT NULL,
      taken_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  await knex.raw(`
    CREATE TABLE scheduler_lock (
      name VARCHAR(60) NOT NULL PRIMARY KEY,
      holder VARCHAR(80) NOT NULL,
      fence BIGINT UNSIGNED NOT NULL,
      lease_until DATETIME(3) NOT NULL
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  await knex.raw(`
    CREATE TABLE audit_log (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      actor_id BIGINT UNSIGNED NOT NULL,
      action VARCHAR(60) NOT NULL,
      target VARCHAR(120) NOT NULL,
      detail JSON NOT NULL,
      request_id VARCHAR(64) NOT NULL,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      CONSTRAINT audit_log_actor FOREIGN KEY (actor_id) REFERENCES user (id)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['audit_log', 'scheduler_lock', 'room_checkpoint', 'room_settings']) {
    await knex.schema.dropTableIfExists(table);
  }
}
