import { type Place, ROOM_SESSION_HEADER } from '@frontrow/protocol';
import { round } from '../../results/round.ts';
import type { Bench, BenchOptions } from '../bench-options.ts';
import { buyingSide } from '../buying/buying-side.ts';
import { ourShots } from '../buying/purchase-shots.ts';
import { openPurchases } from '../buying/purchases.ts';
import { measureInTurn, type Side } from '../measuring/compare.ts';
import { drive, type Shot } from '../measuring/drive.ts';
import { firstSession, type Read } from '../measuring/first-session.ts';
import { calledPlaces, createSignShot } from '../measuring/signed-shots.ts';
import type { BenchReport, BenchRow, Growth } from '../results/bench-report.ts';
import { growthOf, type Point } from './growth-by-connections.ts';
import { type LargeShop, startLargeShop } from './large-shop.ts';
import { purchaseCost, sizeOf } from './purchase-cost.ts';

const PURCHASES_A_SECOND = 60;
/** Different ones a round: more than a cache of a second would answer. */
const PATHS = 400;
const CONCERTS = '/api/concerts?limit=20';

type Sides = Record<'concert list' | 'dates of a concert' | 'seat status' | 'hold' | 'pay', Side>;

const HINT = `All shops stand on one MariaDB with a buffer pool of 256 MB and an origin each, and are asked in turn. The
dates that are read and bought are spread over the whole table, so that a larger shop has fewer of its rows in memory.`;

/** What everybody reads and buys, in shops of several sizes. */
export async function benchRows({ stack, options }: Bench): Promise<BenchReport> {
  const sides: { seats: number; of: Sides; mib: number; cost: () => Promise<BenchRow[]> }[] = [];
  const shops: LargeShop[] = [];
  for (const scale of options.scales) {
    shops.push(await startLargeShop(stack, scale));
  }
  // Not before all are there: loading one takes longer than a visitor may stay away.
  for (const shop of shops) {
    const { of, buying } = await sidesOf(shop, options);
    const cost = () => purchaseCost(shop, buying);
    sides.push({ seats: shop.seats, of, mib: await sizeOf(shop), cost });
  }
  const rows: BenchRow[] = [];
  const growth: Growth[] = [];
  // Payments pay the holds of their round, and so come after them.
  for (const what of Object.keys(sides[0]?.of ?? {}) as (keyof Sides)[]) {
    const measured = await measureInTurn(
      sides.map(({ of }) => of[what]),
      options.rounds,
    );
    const points = measured.map((one, index) => ({ size: sides[index]?.seats ?? 0, one }));
    growth.push(...growthOf(what, points, 'seats'));
    rows.push(lastToFirst(what, points));
  }
  const sizes = sides.map(({ seats, mib }) => ({ size: seats, value: mib }));
  growth.push({ what: 'tables and keys', of: 'seats', unit: 'MiB', points: sizes });
  rows.push(...((await sides.at(-1)?.cost()) ?? []));
  return { name: 'rows', title: 'Growth over rows', rows, growth, hint: HINT };
}

function lastToFirst(what: string, points: Point[]): BenchRow {
  const [first, last] = [points[0], points.at(-1)];
  const value = (last?.one.p50Ms ?? 0) / (first?.one.p50Ms ?? 1);
  return {
    what: `${what}: median at ${count(last)} seats / at ${count(first)}`,
    value: round(value, 4),
    unit: 'times',
    atMost: 1.5,
  };
}

function count(point: Point | undefined): string {
  return (point?.size ?? 0).toLocaleString('en');
}

async function sidesOf(
  shop: LargeShop,
  options: BenchOptions,
): Promise<{ of: Sides; buying: ReturnType<typeof buyingSide> }> {
  const { connections, seconds } = options;
  const signShot = await createSignShot(shop);
  const [place] = (await calledPlaces(shop, 1)) as [Place];
  const session = await firstSession(shop.originUrl, (path) => signShot(place, { path }));
  const read: Read = (path) =>
    signShot(place, { path, headers: { [ROOM_SESSION_HEADER]: session } });
  const buying = buyingSide({
    url: shop.originUrl,
    pid: shop.originPid,
    shots: ourShots(signShot),
    purchases: await openPurchases(shop, shop.free),
    count: Math.max(20, Math.round(seconds * PURCHASES_A_SECOND)),
    connections,
  });
  const reading = (pathsOf: (round: number) => string[]): Side => {
    let shots: Shot[] = [];
    let asked = 0;
    return {
      pid: shop.originPid,
      async prepare(round) {
        shots = await Promise.all(pathsOf(round).map(read));
      },
      run: () =>
        drive({
          url: shop.originUrl,
          connections,
          seconds,
          expected: 200,
          next: () => shots[(asked += 1) % shots.length],
        }),
    };
  };
  const concerts = await concertsOf(shop);
  const of: Sides = {
    'concert list': reading(() => [CONCERTS]),
    'dates of a concert': reading((round) =>
      some(concerts, round).map((id) => `/api/concerts/${id}/schedules`),
    ),
    'seat status': reading((round) =>
      some(shop.dates, round).map((id) => `/api/schedules/${id}/seats`),
    ),
    hold: buying.holds,
    pay: buying.payments,
  };
  return { of, buying };
}

async function concertsOf({ knex, dates }: LargeShop): Promise<number[]> {
  const rows = await knex('schedule')
    .whereIn('id', dates)
    .distinct<{ concertId: number }[]>('concertId');
  return rows.map(({ concertId }) => concertId);
}

/** Others in each round. */
function some(ids: readonly number[], round: number): number[] {
  const from = (round * PATHS) % Math.max(1, ids.length);
  return [...ids.slice(from), ...ids.slice(0, from)].slice(0, PATHS);
}
