import { createHash } from 'node:crypto';
import { AppError } from '@frontrow/protocol';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RedisClient } from '../../redis/connect.ts';

type Deps = { redis: RedisClient; keyPrefix: string };
type Limit = { name: string; points: number; seconds: number };

export type Attempts = ReturnType<typeof createAttempts>;

/**
 * Counts attempts by somebody in Redis, where the counters expire by themselves. An attempt counts before it is judged,
 * so that a hundred at once are a hundred, and may be given back. While Redis is away each process counts for itself.
 */
export function createAttempts({ redis, keyPrefix }: Deps, { name, points, seconds }: Limit) {
  const options = { keyPrefix: `${keyPrefix}attempts:${name}`, points, duration: seconds };
  const limiter = new RateLimiterRedis({
    ...options,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory(options),
  });

  return {
    /** Throws `too_many_requests` with the time after which it may be tried again. */
    async count(whom: string): Promise<void> {
      try {
        await limiter.consume(hashed(whom));
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) {
          throw refusal;
        }
        throw new AppError('too_many_requests', 'Too many attempts; try again later.', {
          retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
        });
      }
    },

    async giveBack(whom: string): Promise<void> {
      await limiter.reward(hashed(whom));
    },
  };
}

/** Redis sees no addresses. */
function hashed(whom: string): string {
  return createHash('sha256').update(whom).digest('base64url');
}
