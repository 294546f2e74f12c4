import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '../logger.ts';
import { readRedisUrls } from './redis-urls.ts';
import { sendTogether } from './send-together.ts';

/** One server, or a cluster: each command and script of ours touches the keys of one slot only. */
export type RedisClient = Redis | Cluster;

type Options = {
  /** The single URL is of a cluster's node, or of its configuration endpoint. */
  isCluster?: boolean;
};

/** What a request may lose to a Redis that does not answer, or to one that has a crowd before it: the edge waits 2 s. */
const PATIENCE = { silenceMs: 500, longestMs: 2_000 };
/**
 * A connection that is asked and says nothing for so long leads nowhere, such as to a host that has gone without a word:
 * TCP would go on trying for minutes, while another server may have taken over under the same name.
 */
const SILENT_AT_MOST_MS = 5_000;
const RECONNECT_AT_MOST_MS = 1_000;
/** A slot that moves: to the new node, and once more where that was too early. */
const REDIRECTIONS_AT_MOST = 2;

const commandOptions = {
  connectTimeout: 2_000,
  socketTimeout: SILENT_AT_MOST_MS,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 2 : false),
} satisfies RedisOptions;

/**
 * Fails fast instead of queueing: a command that cannot be sent now, or is not answered in time,
 * rejects, and is never sent again behind the caller's back (the driver would resend by default).
 * Every command that we use is safe to run twice all the same.
 *
 * Several URLs, separated by commas, are nodes of one cluster.
 */
export function connectRedis(
  url: string,
  logger: Logger,
  { isCluster = false }: Options = {},
): RedisClient {
  const urls = readRedisUrls(url);
  const redis = isCluster || urls.length > 1 ? connectCluster(urls) : connectOne(url);
  tellReachability(redis, logger);
  return redis;
}

function connectOne(url: string): Redis {
  const redis = new Redis(url, {
    ...commandOptions,
    enableOfflineQueue: false,
    retryStrategy: backOff,
  });
  sendTogether(redis, PATIENCE);
  return redis;
}

function connectCluster(urls: string[]): Cluster {
  const { username, password, protocol } = new URL(urls[0] ?? '');
  const isEncrypted = protocol === 'rediss:';
  const cluster = new Cluster(urls, {
    enableOfflineQueue: false,
    clusterRetryStrategy: backOff,
    maxRedirections: REDIRECTIONS_AT_MOST,
    // Refused at once where the connection to a node is gone: 0 stands for "not again".
    retryDelayOnFailover: 0,
    // A certificate is for the node's name, not for its address.
    ...(isEncrypted ? { dnsLookup: (host, answer) => answer(null, host) } : {}),
    redisOptions: {
      ...commandOptions,
      // The other nodes are told by address alone.
      ...(username === '' ? {} : { username: decodeURIComponent(username) }),
      ...(password === '' ? {} : { password: decodeURIComponent(password) }),
      ...(isEncrypted ? { tls: {} } : {}),
    },
  });
  cluster.on('+node', (node: Redis) => sendTogether(node, PATIENCE));
  return cluster;
}

function backOff(attempt: number): number {
  return Math.min(50 * 2 ** Math.min(attempt, 6), RECONNECT_AT_MOST_MS);
}

function tellReachability(redis: RedisClient, logger: Logger): void {
  let reachable = true;
  redis.on('ready', () => {
    if (!reachable) logger.info('Redis is reachable again');
    reachable = true;
  });
  redis.on('error', (error) => {
    if (reachable) logger.warn({ err: error }, 'Redis is not reachable');
    reachable = false;
  });
}

/** Resolves once commands can be sent, or after `timeoutMs`: the origin also starts without Redis. */
export function whenReady(redis: RedisClient, timeoutMs: number): Promise<boolean> {
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
