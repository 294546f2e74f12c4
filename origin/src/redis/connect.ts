import { Redis } from 'ioredis';
import type { Logger } from '../logger.ts';

/** What a request may lose to a Redis that does not answer. */
const COMMAND_TIMEOUT_MS = 500;
const RECONNECT_AT_MOST_MS = 1_000;

/**
 * Fails fast instead of queueing: a command that cannot be sent now, or is not answered in time,
 * rejects, and is never sent again behind the caller's back (the driver would resend by default).
 * Every command that we use is safe to run twice all the same.
 */
export function connectRedis(url: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 6), RECONNECT_AT_MOST_MS),
    reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 2 : false),
  });
  let reachable = true;
  redis.on('ready', () => {
    if (!reachable) logger.info('Redis is reachable again');
    reachable = true;
  });
  redis.on('error', (error) => {
    if (reachable) logger.warn({ err: error }, 'Redis is not reachable');
    reachable = false;
  });
  return redis;
}

/** Resolves once commands can be sent, or after `timeoutMs`: the origin also starts without Redis. */
export function whenReady(redis: Redis, timeoutMs: number): Promise<boolean> {
  if (redis.status === 'ready') {
    return Promise.resolve(true);
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), timeoutMs);
    redis.once('ready', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
