import { performance } from 'node:perf_hooks';
import type { Knex } from 'knex';

export type PlanRow = {
  table: string | null;
  type: string | null;
  key: string | null;
  rows: number | string | null;
  Extra: string | null;
};

export type Sample = {
  sql: string;
  /** The call of the API during which it was sent. */
  call: string;
  ms: number;
  /** Rows of the answer, or rows that a write matched. */
  returned: number;
  /** Rows that the server read for it; of some samples only. */
  rowsRead?: number;
  plan?: PlanRow[];
  /** It was ended by the server or by a limit of time. */
  failed?: true;
};

type RawConnection = {
  query(
    options: { sql: string },
    values: unknown[] | undefined,
    done: (error: Error | null, rows: unknown) => void,
  ): void;
};
type Query = { sql?: string; bindings?: unknown[]; response?: [unknown, unknown] };
type ClientClass = {
  _query: (this: unknown, connection: RawConnection, query: Query) => Promise<unknown>;
};

const ROOT = /^\s*(?:select|insert|update|delete|replace)\b/i;
const WITH_PLAN = /^\s*(?:select|update|delete)\b/i;
/** As a table, a row for each table of the statement: MySQL 9 answers with a tree; MariaDB passes its comments over. */
export const EXPLAIN = 'EXPLAIN /*!80032 FORMAT=TRADITIONAL */';
/** Explained and counted; the others are timed alone. */
const EXPLAINED_SAMPLES = 4;

/**
 * Looks at every statement that this knex sends, in its own transaction and at its own moment: how long it
 * takes, what the server plans for it and how many rows it reads. Rows are the session's own counters.
 */
export function observeQueries(knex: Knex, note: (sample: Sample) => void) {
  const seen = new Map<string, number>();
  let call = '';
  // A transaction makes its client from the prototype; each knex of ours has a class of its own.
  const prototype = Object.getPrototypeOf(knex.client) as ClientClass;
  const original = prototype._query;

  prototype._query = async function observed(connection, query) {
    const { sql = '', bindings } = query;
    if (!ROOT.test(sql)) {
      return original.call(this, connection, query);
    }
    const during = call;
    const shape = shapeOf(sql);
    const before = seen.get(shape) ?? 0;
    seen.set(shape, before + 1);
    const isExplained = before < EXPLAINED_SAMPLES;
    const plan =
      isExplained && WITH_PLAN.test(sql)
        ? await ask<PlanRow>(connection, `${EXPLAIN} ${sql}`, bindings)
        : undefined;
    const readBefore = isExplained ? await countReads(connection) : 0;
    const sample: Sample = { sql: shape, call: during, ms: 0, returned: 0 };
    if (plan !== undefined) {
      sample.plan = plan;
    }
    const start = performance.now();
    try {
      const answer = await original.call(this, connection, query);
      sample.ms = performance.now() - start;
      sample.returned = countRows(query.response);
      if (isExplained) {
        sample.rowsRead = (await countReads(connection)) - readBefore;
      }
      return answer;
    } catch (error) {
      sample.ms = performance.now() - start;
      sample.failed = true;
      throw error;
    } finally {
      note(sample);
    }
  };

  return {
    /** What is sent from now on belongs to this call. */
    during(name: string): void {
      call = name;
    },
  };
}

/** The same for statements that differ in their values or in how many there are. */
function shapeOf(sql: string): string {
  return sql
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\((?:\?|DEFAULT)(?:, ?(?:\?|DEFAULT))*\)/g, '(…)')
    .replaceAll(/\(…\)(?:, ?\(…\))+/g, '(…)')
    .replaceAll(
      /(?: and IF\(seat_no = \?, version = \?, TRUE\))+/g,
      ' and IF(seat_no = ?, version = ?, TRUE)…',
    )
    .trim();
}

function countRows(response: Query['response']): number {
  const [rows] = response ?? [];
  if (Array.isArray(rows)) {
    return rows.length;
  }
  return (rows as { affectedRows?: number } | undefined)?.affectedRows ?? 0;
}

async function countReads(connection: RawConnection): Promise<number> {
  const rows = await ask<{ Value: string }>(
    connection,
    "SHOW SESSION STATUS WHERE Variable_name LIKE 'Handler\\_read\\_%' AND Variable_name <> 'Handler_read_retry'",
  );
  return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
}

function ask<Row>(connection: RawConnection, sql: string, values?: unknown[]): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    connection.query({ sql }, values, (error, rows) => {
      if (error === null) {
        resolve(rows as Row[]);
        return;
      }
      reject(error);
    });
  });
}
