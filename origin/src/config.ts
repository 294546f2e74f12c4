import { z } from 'zod';
import { redisUrls } from './redis/redis-urls.ts';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const port = z.coerce.number().int().min(0).max(65_535);

const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  METRICS_PORT: port.default(9464),
  /** Several processes may listen on PORT; the kernel spreads the connections. */
  REUSE_PORT: flag.default(false),
  DATABASE_URL: z.url({ protocol: /^mysql$/ }),
  DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(200).default(10),
  /** Several, separated by commas, are nodes of one cluster. */
  REDIS_URL: redisUrls,
  /** REDIS_URL alone leads to a cluster: one of its nodes, or its configuration endpoint. */
  REDIS_CLUSTER: flag.default(false),
  /** A second Redis for caches, so that evictions never touch the room. */
  CACHE_REDIS_URL: redisUrls.optional(),
  REDIS_KEY_PREFIX: z.string().max(40).default(''),
  EDGE_KEYS: z.string().min(1),
  SESSION_KEYS: z.string().min(1),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:8787'),
  SCHEDULERS: flag.default(true),
  /** Lets the accounts of the demo data log in; their password is public. */
  DEMO_ACCOUNTS: flag.default(false),
  /** The shortest pre-queue that an event may have. */
  LEAST_PREQUEUE_SECONDS: z.coerce.number().int().min(1).max(86_400).default(300),
  HOLD_SECONDS: z.coerce.number().int().min(5).max(3600).default(300),
});

export type Config = z.infer<typeof environment>;

/** Reads the environment; throws one Error that lists every problem. Values are never repeated. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `  ${path.join('.')}: ${message}`,
    );
    throw new Error(`The configuration is not usable:\n${problems.join('\n')}`);
  }
  return parsed.data;
}
