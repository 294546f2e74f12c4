import { fileURLToPath } from 'node:url';
import knex, { type Knex } from 'knex';
import { knexSnakeCaseMappers } from 'objection';
import { boundedMysql2Client } from './bounded-client.ts';

type Options = {
  /** Connections of this process at the most. Keep processes × poolMax below max_connections. */
  poolMax?: number;
  /** How long a request may wait for a connection before it is answered 503. */
  acquireTimeoutMs?: number;
  /** How long one statement may run; 0 is without end (migrations, loading). */
  queryTimeoutMs?: number;
};

const CONNECT_TIMEOUT_MS = 3_000;
/** What a session may wait for a row lock (the server's default is 50). */
const LOCK_WAIT_SECONDS = 3;

/**
 * The one way to MySQL or MariaDB. Every session is READ COMMITTED, in UTC, with bounded waits.
 * The pool's queue is bounded by time: whoever waits longer than `acquireTimeoutMs` gets a
 * KnexTimeoutError. The server's clock (`NOW(3)`) is the only clock that decides anything.
 */
export function createKnex(databaseUrl: string, options: Options = {}): Knex {
  const { poolMax = 10, acquireTimeoutMs = 2_500, queryTimeoutMs = 5_000 } = options;
  const url = new URL(databaseUrl);
  return knex({
    client: boundedMysql2Client(queryTimeoutMs),
    connection: {
      host: url.hostname,
      port: Number(url.port || 3306),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: url.pathname.slice(1),
      charset: 'utf8mb4',
      timezone: 'Z',
      connectTimeout: CONNECT_TIMEOUT_MS,
      stringifyObjects: true,
    },
    ...knexSnakeCaseMappers(),
    pool: { min: 0, max: poolMax, afterCreate: prepareSession },
    acquireConnectionTimeout: acquireTimeoutMs,
    // Errors are thrown to the caller, who logs or explains them; knex would also print them as plain text.
    log: { error: () => undefined, warn: () => undefined },
    // Errors name the statement with placeholders: its values may be e-mail addresses or hashes.
    compileSqlOnError: false,
    migrations: {
      directory: fileURLToPath(new URL('./migrations', import.meta.url)),
      loadExtensions: ['.ts'],
    },
  });
}

type RawConnection = { query(sql: string, done: (error: Error | null) => void): void };
type Done = (error: Error | null, connection: RawConnection) => void;

function prepareSession(connection: RawConnection, done: Done): void {
  const statements = [
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
    `SET SESSION time_zone = '+00:00', innodb_lock_wait_timeout = ${LOCK_WAIT_SECONDS}`,
  ];
  const next = (error: Error | null): void => {
    const statement = statements.shift();
    if (error !== null || statement === undefined) {
      done(error, connection);
      return;
    }
    connection.query(statement, next);
  };
  next(null);
}
