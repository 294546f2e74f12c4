import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { RedisClient } from './connect.ts';

/** `keys`: how many it takes; `any` where that depends on what is asked. */
type Definition<T extends z.ZodType> = { source: string; keys: number | 'any'; reply: T };

/** Runs the script on `keys` and `args`; the reply has been checked against its schema. */
type LuaScript<T> = (redis: RedisClient, keys: string[], args: (string | number)[]) => Promise<T>;

/** Lua source as a typed function. Sent whole only when the server does not know the script yet. */
export function defineScript<T extends z.ZodType>(definition: Definition<T>) {
  const { source, keys: keyCount, reply } = definition;
  const sha1 = createHash('sha1').update(source).digest('hex');

  const run: LuaScript<z.output<T>> = async (redis, keys, args) => {
    if (keyCount !== 'any' && keys.length !== keyCount) {
      throw new Error(`The script takes ${keyCount} keys, not ${keys.length}.`);
    }
    return reply.parse(await evaluate(redis, keys, args));
  };
  return run;

  async function evaluate(redis: RedisClient, keys: string[], args: (string | number)[]) {
    try {
      return await redis.evalsha(sha1, keys.length, ...keys, ...args);
    } catch (error) {
      // A restarted or failed-over server has forgotten the script: nothing was run.
      if (error instanceof Error && error.message.startsWith('NOSCRIPT')) {
        return redis.eval(source, keys.length, ...keys, ...args);
      }
      throw error;
    }
  }
}
