import { setTimeout as sleep } from 'node:timers/promises';
import { type Place, ROOM_SESSION_HEADER } from '@frontrow/protocol';
import { startAudit } from '../../load/audit/audit-run.ts';
import type { Bench } from '../bench-options.ts';
import { buyingSide } from '../buying/buying-side.ts';
import { ourShots, type PurchaseShots } from '../buying/purchase-shots.ts';
import { openPurchases, type Purchases } from '../buying/purchases.ts';
import { drive } from '../measuring/drive.ts';
import { firstSession } from '../measuring/first-session.ts';
import { calledPlaces, createSignShot } from '../measuring/signed-shots.ts';
import type { BenchReport } from '../results/bench-report.ts';
import { failUnlessHeld } from './fail-unless-held.ts';
import { createFleet } from './fleet.ts';
import { type Level, originsReport } from './origins-report.ts';
import { sharesBetween, type Shares } from './shares.ts';

/** A second, of each origin where all are to have the same load: about half of what one of four gets of all they can. */
const EACH = { bookings: 6, reads: 200 };
/** Of a round that is limited by nothing but the machine. */
const BOOKINGS_A_SECOND = 60;
/** Rounds that a process gets before it is measured: until then it is still being compiled. */
const WARM_UPS = 3;
const IDLE_MS = 2_000;
const READS = '/api/concerts?limit=20';

type Setting = Bench & {
  fleet: ReturnType<typeof createFleet>;
  purchases: Purchases;
  shots: PurchaseShots;
  reader: Reader;
};

/**
 * Load dealt out to one, two and four origins, as a load balancer would, with an audit after each round: first the same
 * for each, however many there are, then as much as all can answer on the same connections.
 */
export async function benchOrigins({ stack, options }: Bench): Promise<BenchReport> {
  const signShot = await createSignShot(stack);
  const setting: Setting = {
    stack,
    options,
    fleet: createFleet(stack),
    purchases: await openPurchases(stack),
    shots: ourShots(signShot),
    reader: await createReader(stack, signShot),
  };
  await warmUp(setting, [stack.originUrl]);
  const levels: Level[] = [];
  // Up and down again: what the machine does slower with time falls on few and on many alike.
  for (const origins of [...options.origins, ...options.origins.toReversed()]) {
    const fresh = await setting.fleet.resize(origins);
    await warmUp(
      setting,
      fresh.map(({ url }) => url),
    );
    for (let round = 0; round < options.rounds; round += 1) {
      levels.push(await measureLevel(setting, 'same for each'));
      levels.push(await measureLevel(setting, 'all they can'));
    }
  }
  return originsReport(levels);
}

/** A process that has just started is slow; so none is measured before it has had its requests. */
async function warmUp(setting: Setting, urls: string[]): Promise<void> {
  for (const url of urls) {
    for (let round = 0; round < WARM_UPS; round += 1) {
      await (
        await prepareBooking(setting, [url])
      )();
      await readFor(setting, [url]);
    }
  }
}

async function measureLevel(setting: Setting, load: Level['load']): Promise<Level> {
  const { stack, fleet } = setting;
  const urls = fleet.urls();
  const pace = load === 'same for each' ? urls.length : undefined;
  const idleFrom = await fleet.read();
  await sleep(IDLE_MS);
  const idleTo = await fleet.read();
  const idle = sharesBetween(idleFrom, idleTo);
  const book = await prepareBooking(setting, urls, pace);
  const audit = await startAudit(stack);
  const before = await fleet.read();
  const booked = await book();
  const between = await fleet.read();
  const read = await readFor(setting, urls, pace);
  const after = await fleet.read();
  const audited = await audit.finish(booked.requests);
  failUnlessHeld(audited, urls.length);
  return {
    origins: urls.length,
    load,
    asked:
      pace === undefined
        ? null
        : Math.min(booked.perSecond / (pace * EACH.bookings), read.perSecond / (pace * EACH.reads)),
    bookingsPerSecond: booked.perSecond,
    readsPerSecond: read.perSecond,
    idleCpuMs: cpuOf(idle, idle.seconds * urls.length),
    bookingCpuMs: cpuBeyond(idle, sharesBetween(before, between), booked.requests),
    readCpuMs: cpuBeyond(idle, sharesBetween(between, after), read.requests),
    shares: sharesBetween(before, after),
    checks: audited.rows[0]?.value ?? 0,
  };
}

/**
 * Makes buyers and their places, which is no part of what is measured. `origins`: so many have the load of one each;
 * without it they are asked for all they can.
 */
async function prepareBooking(
  { options, purchases, shots }: Setting,
  urls: string[],
  origins?: number,
) {
  const { connections, seconds } = options;
  const pace = origins === undefined ? {} : { perSecond: origins * EACH.bookings };
  const count = Math.max(20, Math.round(seconds * (pace.perSecond ?? BOOKINGS_A_SECOND)));
  const { holds, payments } = buyingSide({
    url: urls,
    pid: () => undefined,
    shots,
    purchases,
    count,
    connections,
    ...pace,
  });
  await holds.prepare?.(0);
  return async () => {
    const held = await holds.run(0);
    await payments.prepare?.(0);
    const paid = await payments.run(0);
    // Held, then paid, each at the pace.
    const seconds = origins === undefined ? held.seconds + paid.seconds : paid.seconds;
    return { requests: paid.requests, perSecond: paid.requests / seconds };
  };
}

type Reader = Awaited<ReturnType<typeof createReader>>;

async function createReader(
  stack: Bench['stack'],
  signShot: Awaited<ReturnType<typeof createSignShot>>,
) {
  const [place] = (await calledPlaces(stack, 1)) as [Place];
  const session = await firstSession(stack.originUrl, (path) => signShot(place, { path }));
  const headers = { [ROOM_SESSION_HEADER]: session };
  return () => signShot(place, { path: READS, headers });
}

async function readFor({ options, reader }: Setting, urls: string[], origins?: number) {
  const { connections, seconds } = options;
  const shot = await reader();
  const perSecond = origins === undefined ? undefined : origins * EACH.reads;
  return drive({ url: urls, connections, seconds, perSecond, expected: 200, next: () => shot });
}

function cpuOf({ cpuMs }: Shares, parts: number): number | null {
  return cpuMs === null ? null : cpuMs.reduce((sum, ms) => sum + ms, 0) / parts;
}

/** What a request costs beside what the same origins take in that time without any. */
function cpuBeyond(idle: Shares, busy: Shares, requests: number): number | null {
  const [without, all] = [cpuOf(idle, idle.seconds), cpuOf(busy, 1)];
  return without === null || all === null ? null : (all - without * busy.seconds) / requests;
}
