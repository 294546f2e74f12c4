import { randomBytes } from 'node:crypto';
import '@frontrow/db/testing';
import {
  DEFAULT_ROOM_SETTINGS,
  type Place,
  type RoomSettings,
  type Ticket,
} from '@frontrow/protocol';
import { Cluster, Redis } from 'ioredis';
import { inject } from 'vitest';
import type { RedisClient } from '../redis/connect.ts';
import { readRedisUrls } from '../redis/redis-urls.ts';
import { createNumberDraw } from '../rooms/draws/number-draw.ts';
import { defineRoomScripts, readRoomLua, type RoomScripts } from '../rooms/store/room-scripts.ts';
import { createRoomStore, type RoomStore } from '../rooms/store/room-store.ts';

const ROOM = 'main';

export type TestVisitor = {
  id: string;
  /** 0 while its ticket is not drawn. */
  number: number;
  ticket?: Ticket | null;
  called: boolean;
  epoch: number;
};
export type TestRoom = Awaited<ReturnType<typeof openTestRoom>>;

type Options = {
  settings?: Partial<RoomSettings>;
  /** Other Lua than the real one: a negative control. */
  scripts?: RoomScripts;
  graceMs?: number;
};

/** A room of its own on real Redis. Durations may be fractions of what operators may set. */
export async function openTestRoom({ settings, scripts, graceMs = 0 }: Options) {
  const redis = openTestRedis();
  const keyPrefix = `test-${randomBytes(6).toString('hex')}:`;
  const store = createRoomStore({
    redis,
    keyPrefix,
    ...(scripts === undefined ? {} : { scripts }),
  });
  const inForce = { ...DEFAULT_ROOM_SETTINGS, ...settings };
  await store.open(ROOM, {
    version: 1,
    settings: inForce,
    epoch: 1,
    issued: 0,
    calledUpTo: 0,
    graceMs,
  });
  return { name: ROOM, redis, store, keyPrefix, settings: inForce, ...shorthands(store) };
}

/** Of this run of the tests: one server, or the cluster where the run is on one. */
function openTestRedis(): RedisClient {
  const urls = readRedisUrls(inject('redisUrl'));
  return urls.length > 1 ? new Cluster(urls) : new Redis(urls[0] ?? '');
}

function shorthands(store: RoomStore) {
  const numberDraw = createNumberDraw({ store, saveCheckpoint: async () => undefined });
  return {
    /** New visitors, in one batch. */
    async arrive(count: number): Promise<TestVisitor[]> {
      const ids = Array.from({ length: count }, randomPlaceId);
      const outcome = await store.arrive(
        ROOM,
        ids.map((id) => ({ id })),
      );
      return outcome.places.map((place, index) => ({
        id: ids[index] ?? '',
        ...place,
        number: place.number ?? 0,
        epoch: outcome.epoch,
      }));
    },
    async enter(visitor: TestVisitor, hasSession = false): Promise<string> {
      return (await store.enter(ROOM, placeOf(visitor), hasSession)).kind;
    },
    /** One tick, as an origin does it: with the draws that it brings. */
    async advance(): Promise<number> {
      const { called, numbering } = await store.advance(ROOM);
      const isMore = numbering !== null && (await numberDraw(ROOM, numbering)) === 'more';
      return isMore ? called + (await this.advance()) : called;
    },
    leave: (visitor: TestVisitor) => store.leave(ROOM, visitor.id, 'left'),
    snapshot: () => store.snapshot(ROOM),
  };
}

export function placeOf({ number, ticket = null, ...visitor }: TestVisitor): Place {
  return {
    room: ROOM,
    ...visitor,
    ticket,
    number: number === 0 ? null : number,
    lane: 'main',
    aheadAtJoin: 0,
    promise: null,
  };
}

export function randomPlaceId(): string {
  return randomBytes(16).toString('base64url');
}

/** The room's scripts with one guard taken out; fails when the guard is not there to take out. */
export function scriptsWithout(guard: string, replacement: string): RoomScripts {
  let found = false;
  const scripts = defineRoomScripts((name) => {
    const source = readRoomLua(name);
    found ||= source.includes(guard);
    return source.replaceAll(guard, replacement);
  });
  if (!found) {
    throw new Error(`No script contains: ${guard}`);
  }
  return scripts;
}
