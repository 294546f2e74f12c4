import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RoomSnapshot } from '@frontrow/protocol';
import { cpuMsOf } from '../bench/measuring/cpu-time.ts';
import type { CompareShop } from './compare-shop.ts';
import type { RunningWay } from './start-way.ts';

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

export type CpuMs = Record<'origins' | 'database' | 'redis' | 'edge' | 'driver', number | null>;

/** What each part has had of the processor so far, ms; null where the system does not tell. */
export async function readCpu(shop: CompareShop, way: RunningWay): Promise<CpuMs> {
  const { user, system } = process.cpuUsage();
  const origins = way.originPids().map((pid) => cpuMsOf(pid));
  return {
    origins: origins.includes(undefined) ? null : sum(origins.map((ms) => ms ?? 0)),
    ...(await readServersCpu(shop)),
    edge: cpuMsOf(way.edgePid()) ?? null,
    driver: (user + system) / 1000,
  };
}

/** The same of the two servers alone. */
export async function readServersCpu({ knex, redis }: Pick<CompareShop, 'knex' | 'redis'>) {
  return {
    database: cpuMsOf(await databasePid(knex)) ?? null,
    redis: redisCpuMs(await redis.info('cpu')),
  };
}

async function databasePid(knex: CompareShop['knex']): Promise<number | undefined> {
  const [[row]] = (await knex.raw('SELECT @@pid_file AS file')) as [{ file: string }[]];
  try {
    return Number(readFileSync(row?.file ?? '', 'utf8'));
  } catch {
    // On another machine, or not ours to read.
    return undefined;
  }
}

function redisCpuMs(info: string): number {
  const seconds = [...info.matchAll(/^used_cpu_(?:user|sys):(?<seconds>[\d.]+)/gm)];
  return sum(seconds.map(({ groups }) => Number(groups?.['seconds']) * 1000));
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
