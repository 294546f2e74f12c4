import type { RedisClient } from '../redis/connect.ts';

const STAT = /^cmdstat_evalsha:.*usec_per_call=(?<microseconds>[\d.]+)/m;

export async function resetServerStats(redis: RedisClient): Promise<void> {
  await redis.config('RESETSTAT');
}

/** What a script took on the server since the last reset, on the average. */
export async function readServerMicroseconds(redis: RedisClient): Promise<number> {
  const found = STAT.exec(await redis.info('commandstats'))?.groups?.['microseconds'];
  return Number(found ?? NaN);
}

/** Every command is kept from now on, with what it took on the server. */
export async function openSlowLog(redis: RedisClient): Promise<void> {
  await redis.config('SET', 'slowlog-max-len', '10000');
  await redis.config('SET', 'slowlog-log-slower-than', '0');
  await redis.slowlog('RESET');
}

/** What each script took, ms. */
export async function closeSlowLog(redis: RedisClient): Promise<number[]> {
  const entries = (await redis.slowlog('GET', 10_000)) as [number, number, number, string[]][];
  await redis.config('SET', 'slowlog-log-slower-than', '10000');
  return entries
    .filter(([, , , [command = '']]) => command.toLowerCase() === 'evalsha')
    .map(([, , microseconds]) => microseconds / 1000);
}

export async function usedBytes(redis: RedisClient): Promise<number> {
  return Number(/^used_memory:(?<bytes>\d+)/m.exec(await redis.info('memory'))?.groups?.['bytes']);
}
