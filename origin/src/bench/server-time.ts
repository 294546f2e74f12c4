import type { RedisClient } from '../redis/connect.ts';

const STAT = /^cmdstat_(?<command>[\w|]+):calls=(?<calls>\d+),usec=(?<microseconds>\d+)/gm;

/** A command that is called by nearly each script. */
const MOSTLY = 0.9;

/** On the average of the scripts since the last reset: the whole of one, and what of it went into each command that it called. */
export type ServerTime = { serverMicroseconds: number; within: Record<string, number> };

export async function resetServerStats(redis: RedisClient): Promise<void> {
  await redis.config('RESETSTAT');
}

/** Redis counts the commands that a script calls as it counts those of clients. */
export async function readServerTime(redis: RedisClient): Promise<ServerTime> {
  const stats = [...(await redis.info('commandstats')).matchAll(STAT)].map(({ groups = {} }) => ({
    command: groups['command'] ?? '',
    calls: Number(groups['calls']),
    microseconds: Number(groups['microseconds']),
  }));
  const scripts = stats.find(({ command }) => command === 'evalsha');
  const perScript = (microseconds: number) => microseconds / (scripts?.calls ?? NaN);
  // What other clients ask now and then is no part of a script; their scripts are counted among ours, though.
  const called = stats.filter(({ calls }) => calls >= (scripts?.calls ?? Infinity) * MOSTLY);
  return {
    serverMicroseconds: perScript(scripts?.microseconds ?? NaN),
    within: Object.fromEntries(
      called
        .filter(({ command }) => command !== 'evalsha')
        .map(({ command, microseconds }) => [command, perScript(microseconds)]),
    ),
  };
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
