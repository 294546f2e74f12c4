import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE venue (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      name VARCHAR(120) NOT NULL,
      city VARCHAR(120) NOT NULL,
      UNIQUE KEY venue_name (city, name)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  // Geometry and labels live here once, not with each of the schedules that use the layout.
  await knex.raw(`
    CREATE TABLE layout (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      venue_id INT UNSIGNED NOT NULL,
      seat_count MEDIUMINT UNSIGNED NOT NULL,
      geometry JSON NOT NULL,
      CONSTRAINT layout_venue FOREIGN KEY (venue_id) REFERENCES venue (id)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  await knex.raw(`
    CREATE TABLE section (
      layout_id INT UNSIGNED NOT NULL,
      section_no SMALLINT UNSIGNED NOT NULL,
      name VARCHAR(40) NOT NULL,
      first_seat_no MEDIUMINT UNSIGNED NOT NULL,
      seat_count MEDIUMINT UNSIGNED NOT NULL,
      PRIMARY KEY (layout_id, section_no),
      CONSTRAINT section_layout FOREIGN KEY (layout_id) REFERENCES layout (id)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  await knex.raw(`
    CREATE TABLE concert (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      title VARCHAR(120) NOT NULL,
      artist VARCHAR(120) NOT NULL,
      genre VARCHAR(40) NOT NULL,
      summary TEXT NOT NULL,
      duration_minutes SMALLINT UNSIGNED NOT NULL,
      age_limit TINYINT UNSIGNED NOT NULL,
      poster_hue SMALLINT UNSIGNED NOT NULL,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  await knex.raw(`
    CREATE TABLE schedule (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      concert_id INT UNSIGNED NOT NULL,
      layout_id INT UNSIGNED NOT NULL,
      starts_at DATETIME(3) NOT NULL,
      seat_limit SMALLINT UNSIGNED NOT NULL,
      UNIQUE KEY schedule_date (concert_id, starts_at),
      CONSTRAINT schedule_concert FOREIGN KEY (concert_id) REFERENCES concert (id),
      CONSTRAINT schedule_layout FOREIGN KEY (layout_id) REFERENCES layout (id)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  await knex.raw(`
    CREATE TABLE schedule_price (
      schedule_id INT UNSIGNED NOT NULL,
      section_no SMALLINT UNSIGNED NOT NULL,
      price INT UNSIGNED NOT NULL,
      PRIMARY KEY (schedule_id, section_no),
      CONSTRAINT schedule_price_schedule FOREIGN KEY (schedule_id) REFERENCES schedule (id)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  // One clustered range a schedule, narrow rows, no foreign keys and no secondary index:
  // a seat map or a hold of several seats reads neighbouring rows. Made for 150 million rows.
  await knex.raw(`
    CREATE TABLE seat (
      schedule_id INT UNSIGNED NOT NULL,
      seat_no MEDIUMINT UNSIGNED NOT NULL,
      section_no SMALLINT UNSIGNED NOT NULL,
      status ENUM('AVAILABLE', 'HELD', 'SOLD') NOT NULL DEFAULT 'AVAILABLE',
      version INT UNSIGNED NOT NULL DEFAULT 0,
      reservation_id BIGINT UNSIGNED NULL,
      held_until DATETIME(3) NULL,
      PRIMARY KEY (schedule_id, seat_no)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);
}

export async function down(knex: Knex): Promise<void> {
  const tables = ['seat', 'schedule_price', 'schedule', 'concert', 'section', 'layout', 'venue'];
  for (const table of tables) {
    await knex.schema.dropTableIfExists(table);
  }
}
