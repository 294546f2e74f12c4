import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  createTestDatabase,
  templateDatabase,
  type TestDatabase,
  withDatabase,
} from './test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('createTestDatabase', () => {
  it('has the tables and constraints of the migrated template', async () => {
    const template = withDatabase(inject('databaseUrl'), templateDatabase);

    expect(await readShape(database.databaseUrl)).toEqual(await readShape(template));
  });

  it('knows which migrations ran, so that they do not run again', async () => {
    const journal = await query(database.databaseUrl, 'SELECT name FROM knex_migrations');

    expect(journal.length).toBeGreaterThan(0);
  });

  it('is gone after drop', async () => {
    const other = await createTestDatabase();
    await other.drop();

    await expect(query(other.databaseUrl, 'SELECT 1')).rejects.toMatchObject({ errno: 1049 });
  });
});

function readShape(databaseUrl: string): Promise<RowDataPacket[]> {
  return query(
    databaseUrl,
    `SELECT table_name AS t, constraint_name AS c, constraint_type AS kind
       FROM information_schema.table_constraints
      WHERE constraint_schema = DATABASE() ORDER BY 1, 2, 3`,
  );
}

async function query(databaseUrl: string, sql: string): Promise<RowDataPacket[]> {
  const connection = await createConnection({ uri: databaseUrl });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows;
  } finally {
    await connection.end();
  }
}
