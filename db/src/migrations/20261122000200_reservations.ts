import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE reservation (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      user_id BIGINT UNSIGNED NOT NULL,
      schedule_id INT UNSIGNED NOT NULL,
      status ENUM('PENDING', 'CONFIRMED', 'RELEASED', 'EXPIRED') NOT NULL DEFAULT 'PENDING',
      amount BIGINT UNSIGNED NOT NULL,
      held_until DATETIME(3) NOT NULL,
      ticket_code CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
      confirmed_at DATETIME(3) NULL,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      UNIQUE KEY reservation_ticket_code (ticket_code),
      KEY reservation_user (user_id, id),
      KEY reservation_lapsing (status, held_until),
      CONSTRAINT reservation_user FOREIGN KEY (user_id) REFERENCES user (id),
      CONSTRAINT reservation_schedule FOREIGN KEY (schedule_id) REFERENCES schedule (id),
      CONSTRAINT reservation_ticket CHECK ((status = 'CONFIRMED') = (ticket_code IS NOT NULL))
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  // The backstop that does not trust the code: one live row for each seat. live is 1 or NULL,
  // and a unique key lets any number of NULLs stand beside each other.
  await knex.raw(`
    CREATE TABLE reservation_seat (
      reservation_id BIGINT UNSIGNED NOT NULL,
      schedule_id INT UNSIGNED NOT NULL,
      seat_no MEDIUMINT UNSIGNED NOT NULL,
      price INT UNSIGNED NOT NULL,
      live TINYINT UNSIGNED NULL DEFAULT 1,
      PRIMARY KEY (reservation_id, seat_no),
      UNIQUE KEY reservation_seat_live (schedule_id, seat_no, live),
      CONSTRAINT reservation_seat_reservation FOREIGN KEY (reservation_id) REFERENCES reservation (id),
      CONSTRAINT reservation_seat_live_is_one CHECK (live = 1)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  // Locked first by every hold of a buyer on a schedule, so that the seat limit cannot be raced.
  await knex.raw(`
    CREATE TABLE buyer_schedule (
      schedule_id INT UNSIGNED NOT NULL,
      user_id BIGINT UNSIGNED NOT NULL,
      PRIMARY KEY (schedule_id, user_id)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  await knex.raw(`
    CREATE TABLE outbox (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      topic VARCHAR(60) NOT NULL,
      payload JSON NOT NULL,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      delivered_at DATETIME(3) NULL,
      KEY outbox_undelivered (delivered_at, id)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['outbox', 'buyer_schedule', 'reservation_seat', 'reservation']) {
    await knex.schema.dropTableIfExists(table);
  }
}
