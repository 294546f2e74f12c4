import { randomBytes } from 'node:crypto';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** A user that may make and drop databases, on the server of this test run. */
    databaseUrl: string;
    redisUrl: string;
  }
}

/** The migrated database that every test file's own one is copied from. */
export const templateDatabase = 'frontrow_template';

export type TestDatabase = {
  databaseUrl: string;
  redisUrl: string;
  /** Of this test file alone, for all its Redis keys. */
  redisKeyPrefix: string;
  drop: () => Promise<void>;
};

/** A migrated database without demo data for one test file: `beforeAll` makes it, `afterAll` drops it. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `frontrow_test_${randomBytes(6).toString('hex')}`;
  const serverUrl = inject('databaseUrl');
  await withConnection(serverUrl, (connection) => copyTemplate(connection, name));
  return {
    databaseUrl: withDatabase(serverUrl, name),
    redisUrl: inject('redisUrl'),
    redisKeyPrefix: `${name}:`,
    drop: () =>
      withConnection(serverUrl, async (connection) => {
        await connection.query('DROP DATABASE IF EXISTS ??', [name]);
      }),
  };
}

/** The same server and user, another database. */
export function withDatabase(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function copyTemplate(connection: Connection, name: string): Promise<void> {
  await connection.query('CREATE DATABASE ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci', [
    name,
  ]);
  await connection.query('USE ??', [name]);
  // Tables come in alphabetical order, so a foreign key may name one that is still to come.
  await connection.query('SET SESSION foreign_key_checks = 0');
  for (const table of await readTables(connection)) {
    const [rows] = await connection.query<RowDataPacket[]>('SHOW CREATE TABLE ??.??', [
      templateDatabase,
      table,
    ]);
    await connection.query(String(rows[0]?.['Create Table']));
    await copyRows(connection, table);
  }
}

async function readTables(connection: Connection): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = ? AND table_type = 'BASE TABLE' ORDER BY table_name`,
    [templateDatabase],
  );
  return rows.map((row) => String(row.name));
}

/** What migrations inserted, their own journal included. Generated columns make themselves. */
async function copyRows(connection: Connection, table: string): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT column_name AS name FROM information_schema.columns
      WHERE table_schema = ? AND table_name = ? AND COALESCE(generation_expression, '') = ''
      ORDER BY ordinal_position`,
    [templateDatabase, table],
  );
  const columns = rows.map((row) => String(row.name));
  await connection.query('INSERT INTO ?? (??) SELECT ?? FROM ??.??', [
    table,
    columns,
    columns,
    templateDatabase,
    table,
  ]);
}

async function withConnection(
  databaseUrl: string,
  use: (connection: Connection) => Promise<void>,
): Promise<void> {
  const connection = await createConnection({ uri: databaseUrl });
  try {
    await use(connection);
  } finally {
    await connection.end();
  }
}
