import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../percentile.ts';
import type { RedisClient } from '../redis/connect.ts';
import { benchInside, type EnterOptions } from './bench-enter.ts';
import { BENCH_ROOM, openBenchRoom } from './bench-room.ts';
import { closeSlowLog, openSlowLog, usedBytes } from './server-time.ts';

/** The rate is spread over the seconds: between two ticks there is room for another thousand. */
const TICK_MS = 100;
/** So many that the 99th percentile is no single moment of the machine. */
const TICKS_AT_MOST = 400;
const CALLS_A_TICK = 1_000;

/**
 * A line of so many: what it takes to fill, what it holds in memory, what those inside wait for an `enter` meanwhile,
 * and what calling a thousand of it takes.
 */
export async function benchLine(redis: RedisClient, visitors: number, options: EnterOptions) {
  const room = await openBenchRoom(redis);
  await room.peopleInside();
  await room.change({ queue_all: true });
  const before = await usedBytes(redis);
  const startedAt = performance.now();
  await room.arrive(visitors);
  const arrivedInSeconds = (performance.now() - startedAt) / 1000;
  const bytesAVisitor = ((await usedBytes(redis)) - before) / visitors;

  const enter = await benchInside(redis, room, options);
  await room.change({ queue_all: false });
  const ticks = Math.min(TICKS_AT_MOST, Math.ceil(visitors / CALLS_A_TICK / 2));
  const roundTrips: number[] = [];
  let called = 0;
  await openSlowLog(redis);
  while (roundTrips.length < ticks) {
    const tickAt = performance.now();
    called += (await room.store.advance(BENCH_ROOM)).called;
    roundTrips.push(performance.now() - tickAt);
    await sleep(TICK_MS);
  }
  const onServer = await closeSlowLog(redis);
  await room.forget();
  return {
    visitors,
    enter,
    arrivedInSeconds,
    bytesAVisitor,
    ticks,
    calledATick: called / ticks,
    serverMs: { p50: percentile(onServer, 0.5), p99: percentile(onServer, 0.99) },
    roundTripMs: { p50: percentile(roundTrips, 0.5), p99: percentile(roundTrips, 0.99) },
  };
}
