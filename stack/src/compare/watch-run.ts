import { setTimeout as sleep } from 'node:timers/promises';
import type { RoomSnapshot } from '@frontrow/protocol';
import type { CompareShop } from './compare-shop.ts';

const EACH_MS = 500;

/** Sold since the start, by seconds since the start. */
export type Sold = { seconds: number; sold: number };

/** Reads what was sold during a run, as often as it costs next to nothing: by the primary key, new rows alone. */
export async function watchSales({ knex }: Pick<CompareShop, 'knex'>) {
  const last = await knex('reservation').max<{ id: number | null }[]>({ id: 'id' }).first();
  const startedAt = performance.now();
  const over = new AbortController();
  const sold: Sold[] = [{ seconds: 0, sold: 0 }];
  async function look(): Promise<void> {
    const row = await knex('reservation')
      .where('id', '>', last?.id ?? 0)
      .where({ status: 'CONFIRMED' })
      .count<{ sold: number }[]>({ sold: '*' })
      .first();
    const seconds = (performance.now() - startedAt) / 1000;
    sold.push({ seconds: Math.round(seconds * 10) / 10, sold: row?.sold ?? 0 });
  }
  async function watch(): Promise<void> {
    while (!over.signal.aborted) {
      await sleep(EACH_MS, undefined, { signal: over.signal }).catch(() => undefined);
      await look();
    }
  }
  const watching = watch();
  // It is thrown by the stop: a rejection that nobody holds during the run would end the process.
  watching.catch(() => undefined);
  return {
    async stop(): Promise<Sold[]> {
      over.abort();
      await watching;
      return sold;
    },
  };
}

/** Listens to the readings of the room: slots that nobody had while somebody waited. */
export function watchIdle(isOver: () => boolean) {
  const shares: number[] = [];
  return {
    seen({ settings, active, waiting }: RoomSnapshot): void {
      const capacity = settings.total_active_users;
      if (waiting > 0 && !isOver()) {
        shares.push(Math.max(0, capacity - active) / capacity);
      }
    },
    /** undefined where nobody waited. */
    share: () =>
      shares.length === 0
        ? undefined
        : shares.reduce((sum, share) => sum + share, 0) / shares.length,
  };
}
