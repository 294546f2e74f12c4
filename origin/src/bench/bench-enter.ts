import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { RedisClient } from '../redis/connect.ts';
import { defineScript } from '../redis/lua-script.ts';
import { readRoomLua } from '../rooms/store/room-scripts.ts';
import { BENCH_ROOM, openBenchRoom } from './bench-room.ts';
import { readServerMicroseconds, resetServerStats } from './server-time.ts';

type Options = { seconds: number; rounds: number; atOnce: number };
type Round = { perSecond: number; serverMicroseconds: number };

/** The least that a judge could do: one look at one set. */
const oneScore = defineScript({
  source: "return redis.call('ZSCORE', KEYS[1], ARGV[1]) or ''",
  keys: 1,
  reply: z.string(),
});

/** What stands before `enter` in its script and is defined anew by each call. */
const shared = defineScript({
  source: `${readRoomLua('enter').slice(0, -ownLua('enter').length)}\nreturn ''`,
  keys: 1,
  reply: z.string(),
});

/** `enter` of visitors inside, as on each of their requests, and in turn a script with one ZSCORE; by round. */
export async function benchEnter(redis: RedisClient, { seconds, rounds, atOnce }: Options) {
  const room = await openBenchRoom(redis);
  const places = await room.arrive(256);
  const active = `${room.keyPrefix}{room:${BENCH_ROOM}}:active`;
  let turn = 0;
  const nextPlace = () => places[(turn += 1) % places.length];
  const ours = async () => {
    const { kind } = await room.store.enter(BENCH_ROOM, nextPlace(), true);
    if (kind !== 'active') {
      throw new Error(`A visitor inside was told "${kind}".`);
    }
  };
  const bare = async () => {
    await oneScore(redis, [active], [nextPlace()?.id ?? '']);
  };
  const prelude = async () => {
    await shared(redis, [active], []);
  };
  const measured: Record<'ours' | 'bare' | 'prelude', Round[]> = {
    ours: [],
    bare: [],
    prelude: [],
  };
  for (let round = 0; round <= rounds; round += 1) {
    const [a, b, c] = [await measure(ours), await measure(bare), await measure(prelude)];
    // The first warms up.
    if (round > 0) {
      measured.ours.push(a);
      measured.bare.push(b);
      measured.prelude.push(c);
    }
  }
  return measured;

  async function measure(ask: () => Promise<void>): Promise<Round> {
    await resetServerStats(redis);
    const startedAt = performance.now();
    const until = startedAt + seconds * 1000;
    let asked = 0;
    const askOn = async () => {
      while (performance.now() < until) {
        await ask();
        asked += 1;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, askOn));
    const perSecond = asked / ((performance.now() - startedAt) / 1000);
    return { perSecond, serverMicroseconds: await readServerMicroseconds(redis) };
  }
}

function ownLua(name: string): string {
  return readFileSync(new URL(`../rooms/store/lua/${name}.lua`, import.meta.url), 'utf8');
}
