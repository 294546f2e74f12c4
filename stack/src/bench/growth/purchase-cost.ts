import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { cpuMsOf } from '../../processors/cpu-time.ts';
import { round } from '../../results/round.ts';
import type { buyingSide } from '../buying/buying-side.ts';
import type { BenchRow } from '../results/bench-report.ts';
import type { LargeShop } from './large-shop.ts';

/** A round of its own: those before it have their holds paid already. */
const ROUND = 1_000;
const MIB = 1024 ** 2;

/** What a hold and its payment cost the database: processor, and what it reads from and writes to the disk. */
export async function purchaseCost(
  shop: LargeShop,
  { holds, payments }: ReturnType<typeof buyingSide>,
): Promise<BenchRow[]> {
  await holds.prepare?.(ROUND);
  const before = await readDatabase(shop);
  await holds.run(ROUND);
  await payments.prepare?.(ROUND);
  const { requests } = await payments.run(ROUND);
  const after = await readDatabase(shop);
  const each = (from: number, to: number) => round((to - from) / requests, 2);
  const rows: BenchRow[] = [
    {
      what: 'pages that the database reads from disk, a purchase',
      value: each(before.reads, after.reads),
      unit: 'in all',
    },
    {
      what: 'writes of the database to disk, a purchase, without waiting for any',
      value: each(before.writes, after.writes),
      unit: 'in all',
    },
  ];
  return before.cpuMs === undefined || after.cpuMs === undefined
    ? rows
    : [
        {
          what: 'processor time of the database, a purchase',
          value: each(before.cpuMs, after.cpuMs),
          unit: 'ms',
        },
        ...rows,
      ];
}

/** Tables with their keys, MiB, by the database's own estimate. */
export async function sizeOf({ knex }: LargeShop): Promise<number> {
  const [[row]] = (await knex.raw(
    'SELECT SUM(data_length + index_length) AS bytes FROM information_schema.tables WHERE table_schema = DATABASE()',
  )) as [{ bytes: number | string | null }[]];
  return round(Number(row?.bytes ?? 0) / MIB, 1);
}

async function readDatabase({ knex }: LargeShop) {
  const [counters] = (await knex.raw(
    "SHOW GLOBAL STATUS WHERE Variable_name IN ('Innodb_data_reads', 'Innodb_data_writes')",
  )) as [{ Variable_name: string; Value: string }[]];
  const of = (name: string) =>
    Number(counters.find(({ Variable_name }) => Variable_name === name)?.Value ?? 0);
  const [[where]] = (await knex.raw('SELECT @@pid_file AS file, @@datadir AS dir')) as [
    { file: string; dir: string }[],
  ];
  return {
    cpuMs: cpuMsOf(readPid(resolve(where?.dir ?? '', where?.file ?? ''))),
    reads: of('Innodb_data_reads'),
    writes: of('Innodb_data_writes'),
  };
}

/** Undefined where the server is not on this machine. */
function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
