import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import type { Knex } from 'knex';
import { cpuMsOf } from './cpu-time.ts';

const PARTS = ['origins', 'database', 'redis', 'edge', 'driver'] as const;
export type Part = (typeof PARTS)[number];

/** What each part has had of the processor, ms, or shares of a core; null where the system does not tell. */
export type CpuOfParts = Record<Part, number | null>;

type Servers = { knex: Knex; redis: Redis };
export type Parts = Servers & {
  originPids: () => (number | undefined)[];
  edgePid: () => number | undefined;
  /** Beside this process, which is the driver. */
  driverPids?: () => (number | undefined)[];
};

/** What each part has had so far, ms. */
export async function readCpu(parts: Parts): Promise<CpuOfParts> {
  const { user, system } = process.cpuUsage();
  const others = cpuMsOfAll(parts.driverPids?.() ?? []);
  return {
    origins: cpuMsOfAll(parts.originPids()),
    ...(await readServersCpu(parts)),
    edge: cpuMsOf(parts.edgePid()) ?? null,
    driver: others === null ? null : (user + system) / 1000 + others,
  };
}

/** The same of the two servers alone. */
export async function readServersCpu({ knex, redis }: Servers) {
  return {
    database: cpuMsOf(await databasePid(knex)) ?? null,
    redis: redisCpuMs(await redis.info('cpu')),
  };
}

export function cpuBetween(before: CpuOfParts, after: CpuOfParts): CpuOfParts {
  return eachPart((part) => {
    const [from, to] = [before[part], after[part]];
    return from === null || to === null ? null : to - from;
  });
}

/** By bookings, or by milliseconds: then they are shares of a core. */
export function cpuOver(cpu: CpuOfParts, count: number): CpuOfParts {
  return eachPart((part) => {
    const ms = cpu[part];
    return ms === null || count === 0 ? null : ms / count;
  });
}

export function eachPart(value: (part: Part) => number | null): CpuOfParts {
  return Object.fromEntries(PARTS.map((part) => [part, value(part)])) as CpuOfParts;
}

function cpuMsOfAll(pids: (number | undefined)[]): number | null {
  const times = pids.map((pid) => cpuMsOf(pid));
  return times.includes(undefined) ? null : sum(times.map((ms) => ms ?? 0));
}

async function databasePid(knex: Knex): Promise<number | undefined> {
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
