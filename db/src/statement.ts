import type { Knex } from 'knex';
import type { ResultSetHeader } from 'mysql2';

type Binding = string | number | Date | Buffer | null | readonly (string | number)[];

/**
 * Statements as they are written, for the few that every purchase sends. Built by knex and dressed by Objection anew
 * each time, their text costs an origin more than sending it does. On the caller's transaction or on a connection of
 * the pool, with knex's limits of time and under its events; columns are snake_case in SQL and camelCase here.
 */
export async function selectRows<T>(db: Knex, sql: string, bindings: Binding[]): Promise<T[]> {
  const client = db.client as Client;
  return client.postProcessResponse(await send(client, sql, bindings)) as T[];
}

/** The first row, where there is one. */
export async function selectRow<T>(
  db: Knex,
  sql: string,
  bindings: Binding[],
): Promise<T | undefined> {
  const [row] = await selectRows<T>(db, sql, bindings);
  return row;
}

export async function write(
  db: Knex,
  sql: string,
  bindings: Binding[],
): Promise<{ insertId: number; affectedRows: number }> {
  return (await send(db.client as Client, sql, bindings)) as ResultSetHeader;
}

type Query = { sql: string; bindings: Binding[]; response?: [answer: unknown, fields: unknown] };
/** What knex builds on, and what it exports no type of. */
type Client = {
  acquireConnection(): Promise<unknown>;
  releaseConnection(connection: unknown): Promise<void>;
  query(connection: unknown, query: Query): Promise<Query>;
  postProcessResponse(answer: unknown): unknown;
};

async function send(client: Client, sql: string, bindings: Binding[]): Promise<unknown> {
  const connection = await client.acquireConnection();
  try {
    const { response } = await client.query(connection, { sql, bindings });
    return response?.[0];
  } finally {
    await client.releaseConnection(connection);
  }
}
