import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { RedisClient } from '../../redis/connect.ts';
import { defineScript } from '../../redis/lua-script.ts';
import { joinsKey } from './arrival-keys.ts';

type Deps = { redis: RedisClient; keyPrefix: string; readLua?: (name: string) => string };
type Joiner = { placeId: string; network: string };

export type JoinLimit = ReturnType<typeof createJoinLimit>;

/** How many joins a network has made in the last minute, counted in Redis for all origins together. */
export function createJoinLimit({ redis, keyPrefix, readLua = readArrivalLua }: Deps) {
  const countJoins = defineScript({
    source: readLua('count-joins'),
    keys: 'any',
    reply: z.array(z.number().int().nonnegative()),
  });

  /** By place id, who is one too many, and in how many seconds another one may join. */
  return async function refusedJoins(
    room: string,
    limit: number,
    joiners: Joiner[],
  ): Promise<Map<string, number>> {
    if (joiners.length === 0) {
      return new Map();
    }
    const networks = [...new Set(joiners.map(({ network }) => network))];
    const keys = networks.map((network) => joinsKey(keyPrefix, room, hashNetwork(network)));
    const args = joiners.flatMap(({ network, placeId }) => [
      networks.indexOf(network) + 1,
      placeId,
    ]);
    const waits = await countJoins(redis, keys, [limit, ...args]);
    return new Map(
      joiners.flatMap(({ placeId }, index) => {
        const waitMs = waits[index] ?? 0;
        return waitMs === 0 ? [] : [[placeId, Math.ceil(waitMs / 1000)]];
      }),
    );
  };
}

export function readArrivalLua(name: string): string {
  return readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');
}

/** Redis sees no addresses, not even shortened ones. */
function hashNetwork(network: string): string {
  return createHash('sha256').update(network).digest('base64url');
}
