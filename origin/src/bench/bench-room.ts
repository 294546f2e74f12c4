import { randomBytes } from 'node:crypto';
import type { Place, RoomSettings } from '@frontrow/protocol';
import type { RedisClient } from '../redis/connect.ts';
import { createRoomStore } from '../rooms/store/room-store.ts';
import { arriveTogether, WIDE_OPEN } from './arrive-together.ts';

export const BENCH_ROOM = 'main';
const BATCH = 256;
const BATCHES_AT_ONCE = 4;

/** Nobody lapses during a benchmark. */
const SETTINGS: RoomSettings = { ...WIDE_OPEN, claim_seconds: 3600 };

export type BenchRoom = Awaited<ReturnType<typeof openBenchRoom>>;

/** A wide open room of its own. */
export async function openBenchRoom(redis: RedisClient) {
  const keyPrefix = `bench-${randomBytes(4).toString('hex')}:`;
  const store = createRoomStore({ redis, keyPrefix });
  const opening = { epoch: 1, issued: 0, calledUpTo: 0, graceMs: 0 };
  await store.open(BENCH_ROOM, { version: 1, settings: SETTINGS, ...opening });

  let version = 1;
  const inside: Place[] = [];

  return {
    keyPrefix,
    store,
    /** The same each time; they come in when they are asked for first, and the room must be open then. */
    async peopleInside(): Promise<Place[]> {
      if (inside.length === 0) {
        inside.push(...(await arriveTogether(store, BENCH_ROOM, BATCH)));
        await Promise.all(inside.map((place) => store.enter(BENCH_ROOM, place, false)));
      }
      return inside;
    },
    /** Puts other settings into force. */
    change(changes: Partial<RoomSettings>) {
      version += 1;
      return store.configure(BENCH_ROOM, { version, settings: { ...SETTINGS, ...changes } });
    },
    /** Visitors who come in batches; the places of the last batch are told. */
    async arrive(count: number): Promise<Place[]> {
      let left = count;
      let last: Place[] = [];
      const comeInBatches = async () => {
        while (left > 0) {
          const size = Math.min(BATCH, left);
          left -= size;
          last = await arriveTogether(store, BENCH_ROOM, size);
        }
      };
      await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, comeInBatches));
      return last;
    },
    forget: () => redis.del(`${keyPrefix}{room:${BENCH_ROOM}}:waiting`),
  };
}
