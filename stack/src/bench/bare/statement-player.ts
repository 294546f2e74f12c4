import { randomBytes } from 'node:crypto';
import type { Pool, PoolConnection, ResultSetHeader } from 'mysql2/promise';
import { z } from 'zod';
import type { PurchaseTemplates } from '../buying/purchase-templates.ts';

const purchase = z.object({
  userId: z.number(),
  scheduleId: z.number(),
  seatNo: z.number(),
  reservationId: z.number(),
  key: z.string(),
  tokenHash: z.string(),
});

type Values = Record<string, string | number>;
const INSERT = /^insert into `?(\w+)/i;

/** Sends recorded statements with other values in them, on one connection of the pool, and checks nothing. */
export function createPlayer(pool: Pool) {
  let templates: PurchaseTemplates = { hold: [], pay: [] };

  return {
    learn(learnt: PurchaseTemplates): void {
      templates = learnt;
    },

    async play(what: 'hold' | 'pay', asked: unknown): Promise<{ id: number }> {
      const { reservationId, ...given } = purchase.parse(asked);
      const code = randomBytes(8).toString('hex').toUpperCase();
      const values: Values = { ...given, code, reservation: reservationId };
      const connection = await pool.getConnection();
      try {
        for (const template of templates[what]) {
          await send(connection, fill(template, values), values);
        }
      } finally {
        connection.release();
      }
      return { id: Number(values['reservation']) };
    },
  };
}

/** Remembers the id of a row that it made: later statements name it. */
async function send(connection: PoolConnection, sql: string, values: Values): Promise<void> {
  const [result] = await connection.query(sql);
  const table = INSERT.exec(sql)?.[1];
  const insertId = (result as ResultSetHeader).insertId;
  if (table !== undefined && insertId > 0) {
    values[table] = insertId;
  }
}

function fill(template: string[], values: Values): string {
  return template.map((part, index) => (index % 2 === 0 ? part : String(values[part]))).join('');
}
