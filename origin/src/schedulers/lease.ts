import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Knex } from 'knex';

/** Held until the lease ends. `fence` grows with every new holder. */
export type Lease = { fence: number };

type Deps = { knex: Knex; holder: string };

export type AcquireLease = ReturnType<typeof createAcquireLease>;

/**
 * One holder at a time for each name, by the database's clock alone. The holder prolongs its own
 * lease; a holder that stops is replaced when the lease ends. The lease saves work, it does not
 * protect: a paused holder may wake up late, so every effect must be conditional on its own.
 */
export function createAcquireLease({ knex, holder }: Deps) {
  return async function acquireLease(name: string, seconds: number): Promise<Lease | undefined> {
    const isHeld = (await take(name, seconds)) || (await takeNew(name, seconds));
    if (!isHeld) {
      return undefined;
    }
    const row = await knex('scheduler_lock').where({ name, holder }).first('fence');
    return row === undefined ? undefined : { fence: Number(row.fence) };
  };

  async function take(name: string, seconds: number): Promise<boolean> {
    const [result] = (await knex.raw(
      `UPDATE scheduler_lock
          SET fence = fence + (holder <> ?), holder = ?, lease_until = NOW(3) + INTERVAL ? SECOND
        WHERE name = ? AND (holder = ? OR lease_until <= NOW(3))`,
      [holder, holder, seconds, name, holder],
    )) as [{ affectedRows: number }];
    return result.affectedRows === 1;
  }

  /** The first time ever: whoever inserts the row holds it. */
  async function takeNew(name: string, seconds: number): Promise<boolean> {
    const [result] = (await knex.raw(
      `INSERT IGNORE INTO scheduler_lock (name, holder, fence, lease_until)
       VALUES (?, ?, 1, NOW(3) + INTERVAL ? SECOND)`,
      [name, holder, seconds],
    )) as [{ affectedRows: number }];
    return result.affectedRows === 1;
  }
}

/** Names this process among all origins. */
export function holderName(): string {
  return `${hostname().slice(0, 40)}-${process.pid}-${randomUUID().slice(0, 8)}`;
}
