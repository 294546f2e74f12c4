import type { Place } from '@frontrow/protocol';
import { z } from 'zod';
import type { RedisClient } from '../redis/connect.ts';
import { defineScript } from '../redis/lua-script.ts';
import { BENCH_ROOM, type BenchRoom, openBenchRoom } from './bench-room.ts';
import { readServerTime, resetServerStats, type ServerTime } from './server-time.ts';

export type EnterOptions = { seconds: number; rounds: number; atOnce: number };
type Round = ServerTime & { perSecond: number };

/** About two thousand: a burst that the rate allows. */
const BATCHES_ENTERING = 8;

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
export async function benchEnter(redis: RedisClient, options: EnterOptions) {
  const room = await openBenchRoom(redis);
  const entering: Round[] = [];
  const measured = await benchInside(redis, room, options, async (round) => {
    const one = await measure(redis, (await newcomers()).values(), enterOf(room), options);
    if (round > 0) {
      entering.push(one);
    }
  });
  return { ...measured, entering };

  /** Called as they arrive: the room is wide open. */
  async function newcomers(): Promise<Place[]> {
    const batches: Place[][] = [];
    while (batches.length < BATCHES_ENTERING) {
      batches.push(await room.arrive(256));
    }
    return batches.flat();
  }
}

/** `enter` of those inside, and in turn the script with one ZSCORE; the first round warms up. */
export async function benchInside(
  redis: RedisClient,
  room: BenchRoom,
  options: EnterOptions,
  between: (round: number) => Promise<void> = async () => undefined,
): Promise<{ inside: Round[]; bare: Round[] }> {
  const enter = enterOf(room);
  const active = `${room.keyPrefix}{room:${BENCH_ROOM}}:active`;
  const bare = async (place: Place) => {
    await oneScore(redis, [active], [place.id]);
  };
  const again = cycled(await room.peopleInside(), options.seconds);
  const measured: { inside: Round[]; bare: Round[] } = { inside: [], bare: [] };
  for (let round = 0; round <= options.rounds; round += 1) {
    const a = await measure(redis, again(), enter, options);
    const b = await measure(redis, again(), bare, options);
    await between(round);
    if (round > 0) {
      measured.inside.push(a);
      measured.bare.push(b);
    }
  }
  return measured;
}

function enterOf(room: BenchRoom) {
  return async (place: Place): Promise<void> => {
    const { kind } = await room.store.enter(BENCH_ROOM, place, false);
    if (kind !== 'active') {
      throw new Error(`A visitor whose turn it is was told "${kind}".`);
    }
  };
}

async function measure(
  redis: RedisClient,
  places: Iterator<Place>,
  ask: (place: Place) => Promise<void>,
  { atOnce }: EnterOptions,
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
  return { perSecond, ...(await readServerTime(redis)) };
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
