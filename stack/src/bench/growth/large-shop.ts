import { createKnex, patchRoomSettings, Schedule, Seat } from '@frontrow/db';
import { MAIN_ROOM } from '@frontrow/protocol';
import { provideShop } from '../../evidence/evidence-databases.ts';
import { createAskOrigin } from '../../origins/ask-origin.ts';
import { waitUntil } from '../../processes/wait-until.ts';
import { type BenchStack, type ShopUnderBench, WIDE_OPEN } from '../bench-stack.ts';
import type { Seats } from '../buying/purchases.ts';
import { arrivedPlaces } from '../measuring/signed-shots.ts';

export type LargeShop = ShopUnderBench & {
  seats: number;
  /** Dates that nobody has chosen for their popularity, each with its free seats. */
  dates: number[];
  free: Seats;
};

const SEED = 1;
const DATES = 4_000;
/** A room that a run before this one left has lost its Redis since: it waits for its visitors first. */
const OPENS_WITHIN_MS = 180_000;

/** A loaded shop with an origin of its own, on the stack's servers. */
export async function startLargeShop(stack: BenchStack, scale: number): Promise<LargeShop> {
  const { databaseUrl: serverUrl, keys, log, atStop } = stack;
  const { databaseUrl, seats } = await provideShop(scale, { serverUrl, seed: SEED, log });
  const knex = createKnex(databaseUrl, { queryTimeoutMs: 0 });
  atStop(() => knex.destroy());
  await patchRoomSettings(knex, MAIN_ROOM, WIDE_OPEN);
  const name = `origin-at-${String(scale).replace('.', '-')}`;
  const origin = await stack.startOrigin({
    name,
    databaseUrl,
    // Rooms of one Redis, each with the checkpoints of its own database.
    env: { REDIS_KEY_PREFIX: `${name}:` },
  });
  const asked = await createAskOrigin(origin.url, keys.edge);
  const isOpen = async () => (await arrivedPlaces({ origin: asked }, 1))[0]?.called === true;
  if (!(await waitUntil(isOpen, { withinMs: OPENS_WITHIN_MS, everyMs: 1_000 }))) {
    throw new Error(`The room of the shop at scale ${scale} did not open.`);
  }
  const dates = await someDates(knex);
  return {
    knex,
    keys,
    seats,
    dates,
    free: await freeSeatsOf(knex, dates),
    origin: asked,
    originUrl: origin.url,
    originPid: origin.pid,
  };
}

type Database = ShopUnderBench['knex'];

/** Spread over the whole table: with more rows fewer of them lie in memory, as in a shop whose dates all sell. */
async function someDates(knex: Database): Promise<number[]> {
  const last = await knex(Schedule.tableName).max<{ last: number }[]>({ last: 'id' }).first();
  const step = Math.max(1, Math.floor((last?.last ?? 0) / DATES));
  const ids = Array.from({ length: DATES }, (_, index) => 1 + index * step);
  const found = await knex(Schedule.tableName)
    .whereIn('id', ids)
    .where('startsAt', '>', new Date(Date.now() + 86_400_000))
    .select<{ id: number }[]>('id');
  return shuffled(found.map(({ id }) => id));
}

/** In turn over the dates, so that neighbours are seldom bought at one moment. */
async function freeSeatsOf(knex: Database, dates: number[]): Promise<Seats> {
  const seats = await knex(Seat.tableName)
    .whereIn('scheduleId', dates)
    .where({ status: 'AVAILABLE' })
    .select<Seats>('scheduleId', 'seatNo');
  const order = new Map(dates.map((id, index) => [id, index]));
  return seats.toSorted(
    (a, b) =>
      a.seatNo - b.seatNo || (order.get(a.scheduleId) ?? 0) - (order.get(b.scheduleId) ?? 0),
  );
}

/** The same each time. */
function shuffled(ids: number[]): number[] {
  const keyed = ids.map((id) => [Math.imul(id, 0x9e3779b1) >>> 0, id] as const);
  return keyed.toSorted(([a], [b]) => a - b).map(([, id]) => id);
}
