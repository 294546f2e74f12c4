import type { Place } from '@frontrow/protocol';
import { z } from 'zod';
import type { RedisClient } from '../redis/connect.ts';
import { defineScript } from '../redis/lua-script.ts';
import { BENCH_ROOM, openBenchRoom } from './bench-room.ts';
import { readServerMicroseconds, resetServerStats } from './server-time.ts';

type Options = { seconds: number; rounds: number; atOnce: number };
/** About two thousand: a burst that the rate allows. */
const BATCHES_ENTERING = 8;

type Round = { perSecond: number; serverMicroseconds: number };

/** The least that a judge could do: one look at one set. */
const oneScore = defineScript({
  source: "return redis.call('ZSCORE', KEYS[1], ARGV[1]) or ''",
  keys: 1,
  reply: z.string(),
});

/**
 * `enter` of visitors who are inside, as on each of their requests, and in turn a script with one ZSCORE, and `enter` of
 * visitors who are called and come in; by round.
 */
export async function benchEnter(redis: RedisClient, { seconds, rounds, atOnce }: Options) {
  const room = await openBenchRoom(redis);
  const inside = await room.arrive(256);
  const active = `${room.keyPrefix}{room:${BENCH_ROOM}}:active`;
  const enter = async (place: Place | undefined) => {
    const { kind } = await room.store.enter(BENCH_ROOM, place, false);
    if (kind !== 'active') {
      throw new Error(`A visitor whose turn it is was told "${kind}".`);
    }
  };
  const bare = async (place: Place | undefined) => {
    await oneScore(redis, [active], [place?.id ?? '']);
  };
  await Promise.all(inside.map(enter));
  const again = cycled(inside, seconds);
  const measured: Record<'inside' | 'bare' | 'entering', Round[]> = {
    inside: [],
    bare: [],
    entering: [],
  };
  for (let round = 0; round <= rounds; round += 1) {
    const [a, b] = [await measure(again(), enter), await measure(again(), bare)];
    const c = await measure((await newcomers()).values(), enter);
    // The first warms up.
    if (round > 0) {
      measured.inside.push(a);
      measured.bare.push(b);
      measured.entering.push(c);
    }
  }
  return measured;

  /** Called as they arrive: the room is wide open. */
  async function newcomers(): Promise<Place[]> {
    const batches: Place[][] = [];
    while (batches.length < BATCHES_ENTERING) {
      batches.push(await room.arrive(256));
    }
    return batches.flat();
  }

  async function measure(
    places: Iterator<Place>,
    ask: (place: Place) => Promise<void>,
  ): Promise<Round> {
    await resetServerStats(redis);
    const startedAt = performance.now();
    let asked = 0;
    const askOn = async () => {
      for (let next = places.next(); next.done !== true; next = places.next()) {
        await ask(next.value);
        asked += 1;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, askOn));
    const perSecond = asked / ((performance.now() - startedAt) / 1000);
    return { perSecond, serverMicroseconds: await readServerMicroseconds(redis) };
  }
}

/** The same places again and again, for so long. */
function cycled(places: Place[], seconds: number) {
  return function* () {
    const until = performance.now() + seconds * 1000;
    for (let turn = 0; performance.now() < until; turn += 1) {
      const place = places[turn % places.length];
      if (place !== undefined) {
        yield place;
      }
    }
  };
}
