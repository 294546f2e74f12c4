import type { Knex } from 'knex';

/** Made by the comparison alone, and gone with its database: the shop's own schema has no such tables. */
const TABLES = [
  // One row a room: its numbers, its counters, and its entries by the second. Its lock keeps order, cap and rate, and
  // all that is decided under it is in it, so that it is held for a few statements only.
  `CREATE TABLE IF NOT EXISTS compared_room (
     room VARCHAR(64) NOT NULL PRIMARY KEY,
     epoch INT NOT NULL, issued BIGINT NOT NULL, called_up_to BIGINT NOT NULL,
     waiting INT NOT NULL DEFAULT 0, called INT NOT NULL DEFAULT 0, active INT NOT NULL DEFAULT 0,
     entered INT NOT NULL DEFAULT 0, no_show INT NOT NULL DEFAULT 0, returned INT NOT NULL DEFAULT 0,
     went INT NOT NULL DEFAULT 0, completed INT NOT NULL DEFAULT 0,
     credit DOUBLE NOT NULL DEFAULT 0, credit_at BIGINT NOT NULL, claim_delay DOUBLE NOT NULL DEFAULT 0,
     entries TEXT NOT NULL,
     settings TEXT NOT NULL, version INT NOT NULL, edits INT NOT NULL, boundary_ms BIGINT NOT NULL
   ) ENGINE=InnoDB`,
  // Clustered by the order of the line; the one further index serves the line's front and what time ends.
  `CREATE TABLE IF NOT EXISTS compared_place (
     room VARCHAR(64) NOT NULL, number BIGINT NOT NULL,
     place_id CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
     state ENUM('waiting', 'called', 'active', 'lapsed') NOT NULL,
     until_ms BIGINT NOT NULL DEFAULT 0, called_at BIGINT NOT NULL DEFAULT 0,
     has_come BOOLEAN NOT NULL DEFAULT FALSE, has_returned BOOLEAN NOT NULL DEFAULT FALSE,
     PRIMARY KEY (room, number), UNIQUE KEY (room, place_id), KEY line (room, state, until_ms, number)
   ) ENGINE=InnoDB`,
];

export async function createQueueTables(knex: Knex): Promise<void> {
  for (const table of TABLES) {
    await knex.raw(table);
  }
}
