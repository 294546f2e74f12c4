import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE user (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      email VARCHAR(254) NOT NULL,
      password_hash VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      name VARCHAR(80) NOT NULL,
      role ENUM('buyer', 'operator') NOT NULL DEFAULT 'buyer',
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      UNIQUE KEY user_email (email)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  // Only the SHA-256 of a login token is kept: a copy of the table logs nobody in.
  await knex.raw(`
    CREATE TABLE login (
      token_hash BINARY(32) NOT NULL PRIMARY KEY,
      user_id BIGINT UNSIGNED NOT NULL,
      expires_at DATETIME(3) NOT NULL,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      KEY login_expires_at (expires_at),
      CONSTRAINT login_user FOREIGN KEY (user_id) REFERENCES user (id)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  await knex.raw(`
    CREATE TABLE wallet (
      user_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
      balance BIGINT NOT NULL DEFAULT 0,
      CONSTRAINT wallet_balance_not_negative CHECK (balance >= 0),
      CONSTRAINT wallet_user FOREIGN KEY (user_id) REFERENCES user (id)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  // Append-only. The unique key admits one debit for each reservation, whatever the code does.
  await knex.raw(`
    CREATE TABLE ledger (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      user_id BIGINT UNSIGNED NOT NULL,
      kind ENUM('CHARGE', 'GRANT', 'PAYMENT') NOT NULL,
      amount BIGINT NOT NULL,
      balance_after BIGINT NOT NULL,
      reservation_id BIGINT UNSIGNED NULL,
      reason VARCHAR(200) NULL,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      UNIQUE KEY ledger_debit (reservation_id, kind),
      KEY ledger_user (user_id, id),
      CONSTRAINT ledger_wallet FOREIGN KEY (user_id) REFERENCES wallet (user_id)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);

  // Inserted first in the transaction that it protects; the reply is saved in the same commit.
  await knex.raw(`
    CREATE TABLE idempotency_record (
      user_id BIGINT UNSIGNED NOT NULL,
      idempotency_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      fingerprint BINARY(32) NOT NULL,
      response_status SMALLINT UNSIGNED NULL,
      response_body MEDIUMTEXT NULL,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      PRIMARY KEY (user_id, idempotency_key),
      KEY idempotency_record_created_at (created_at)
    ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci`);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['idempotency_record', 'ledger', 'wallet', 'login', 'user']) {
    await knex.schema.dropTableIfExists(table);
  }
}
