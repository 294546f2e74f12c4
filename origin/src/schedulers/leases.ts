import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { SchedulerLock } from '@frontrow/db';
import type { Knex } from 'knex';
import { raw } from 'objection';

/** Held until the lease ends. `fence` grows with every new holder. */
type Lease = { fence: number };

type Deps = { knex: Knex; holder: string };

export type Leases = ReturnType<typeof createLeases>;

/**
 * One holder at a time for each name, by the database's clock alone. The holder prolongs its own
 * lease; a holder that stops is replaced when the lease ends. The lease saves work, it does not
 * protect: a paused holder may wake up late, so every effect must be conditional on its own.
 */
export function createLeases({ knex, holder }: Deps) {
  return {
    async acquire(name: string, seconds: number): Promise<Lease | undefined> {
      const isHeld = (await take(name, seconds)) || (await takeNew(name, seconds));
      if (!isHeld) {
        return undefined;
      }
      const lock = await SchedulerLock.query(knex).findOne({ name, holder });
      return lock && { fence: lock.fence };
    },

    /** Lets others take over at once, when this process stops in order. */
    async releaseAll(): Promise<void> {
      await SchedulerLock.query(knex)
        .patch({ leaseUntil: raw('NOW(3)') })
        .where({ holder });
    },
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
