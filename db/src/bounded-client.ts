import { createRequire } from 'node:module';
import type { Knex } from 'knex';

type Query = { options?: Record<string, unknown> };
type RawConnection = { destroy(): void };
type DialectClass = {
  new (config: Knex.Config): Knex.Client & {
    _query(connection: RawConnection, query: Query): Promise<unknown>;
  };
};

// Knex takes a dialect class as `client`, and exports its own only by path.
const Mysql2Dialect = createRequire(import.meta.url)('knex/lib/dialects/mysql2') as DialectClass;

/**
 * The mysql2 dialect with a time limit on every query; neither knex nor mysql2 has one by default.
 * A query that hits it leaves its connection in an unknown state, so the connection is destroyed:
 * the server rolls back, and the pool makes a new one.
 */
export function boundedMysql2Client(queryTimeoutMs: number): typeof Knex.Client {
  return class BoundedMysql2 extends Mysql2Dialect {
    override async _query(connection: RawConnection, query: Query): Promise<unknown> {
      query.options = { timeout: queryTimeoutMs, ...query.options };
      try {
        return await super._query(connection, query);
      } catch (error) {
        if ((error as { code?: string }).code === 'PROTOCOL_SEQUENCE_TIMEOUT') {
          connection.destroy();
        }
        throw error;
      }
    }
  } as unknown as typeof Knex.Client;
}
