import { createHash } from 'node:crypto';
import { AppError } from '@frontrow/protocol';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { RedisClient } from '../redis/connect.ts';

const WINDOW_SECONDS = 15 * 60;
const FAILURES = {
  /** Many people share an address behind a carrier's NAT. */
  perIp: 100,
  /** Stops one guesser before it has used up the account's attempts, and so locked its owner out. */
  perIpAndEmail: 10,
  perEmail: 30,
};

type Deps = { redis: RedisClient; keyPrefix: string; failures?: typeof FAILURES };
type Attempt = { email: string; clientIp: string | undefined };

export type LoginAttempts = ReturnType<typeof createLoginAttempts>;

/**
 * Slows down whoever guesses passwords, by address and by account. An attempt counts before the password
 * is looked at, so that a hundred at once are a hundred, and is given back when it was right or not judged.
 *
 * While Redis is away each process counts for itself: a guesser gets a few more tries, and people can
 * still log in. This limiter may fail open, unlike the room: the password still stands behind it.
 */
export function createLoginAttempts(deps: Deps) {
  const { failures = FAILURES } = deps;
  const byIp = createLimiter(deps, 'ip', failures.perIp);
  const byIpAndEmail = createLimiter(deps, 'ip-email', failures.perIpAndEmail);
  const byEmail = createLimiter(deps, 'email', failures.perEmail);

  return {
    /** Stops at the first limit that is reached: a refused attempt must not use up the next one's. */
    async count({ email, clientIp }: Attempt): Promise<void> {
      if (clientIp !== undefined) {
        await consume(byIp, hashKey(clientIp));
        await consume(byIpAndEmail, hashKey(clientIp, email));
      }
      await consume(byEmail, accountKey({ email, clientIp }));
    },

    async giveBack({ email, clientIp }: Attempt): Promise<void> {
      await byEmail.reward(accountKey({ email, clientIp }));
      if (clientIp !== undefined) {
        await byIpAndEmail.reward(hashKey(clientIp, email));
        await byIp.reward(hashKey(clientIp));
      }
    },
  };
}

function createLimiter({ redis, keyPrefix }: Deps, name: string, points: number) {
  const options = {
    keyPrefix: `${keyPrefix}login-failures:${name}`,
    points,
    duration: WINDOW_SECONDS,
  };
  return new RateLimiterRedis({
    ...options,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory(options),
  });
}

async function consume(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) {
      throw refusal;
    }
    throw new AppError('too_many_requests', 'Too many failed logins; try again later.', {
      retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
    });
  }
}

/**
 * Calls straight at the origin come from the operators' own network and have no address of the public: they
 * count apart, so that nobody on the Internet can lock an operator out.
 */
function accountKey({ email, clientIp }: Attempt): string {
  return hashKey(clientIp === undefined ? 'straight' : 'edge', email);
}

/** Redis sees neither addresses nor e-mail addresses. */
function hashKey(...values: string[]): string {
  return createHash('sha256').update(values.join('\n')).digest('base64url');
}
