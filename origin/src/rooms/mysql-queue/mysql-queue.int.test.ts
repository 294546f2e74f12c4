import { createKnex } from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import { DEFAULT_ROOM_SETTINGS, type RoomSettings } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EXPLAIN } from '../../evidence/observe-queries.ts';
import { placeOf, randomPlaceId } from '../../testing/room.ts';
import { createMysqlQueue } from './mysql-queue.ts';
import type { HasRoom } from './queue-door.ts';
import { frontOfLine, PLACE, ROOM } from './queue-rows.ts';
import { createQueueTables } from './queue-tables.ts';

const NAME = 'main';
let database: TestDatabase;
let knex: Knex;

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl);
  await createQueueTables(knex);
});
beforeEach(() => Promise.all([knex(ROOM).delete(), knex(PLACE).delete()]));
afterAll(async () => {
  await knex.destroy();
  await database.drop();
});

async function openQueue(changes: Partial<RoomSettings>, hasRoom?: HasRoom) {
  const queue = createMysqlQueue({ knex, ...(hasRoom === undefined ? {} : { hasRoom }) });
  const settings = { ...DEFAULT_ROOM_SETTINGS, new_users_per_minute: 60_000, ...changes };
  await queue.open(NAME, {
    version: 1,
    settings,
    epoch: 1,
    issued: 0,
    calledUpTo: 0,
    graceMs: 0,
  });
  const arrive = async (count: number) => {
    const ids = Array.from({ length: count }, randomPlaceId);
    const { epoch, places } = await queue.arrive(
      NAME,
      ids.map((id) => ({ id })),
    );
    return places.map(({ number, called }, index) =>
      placeOf({ id: ids[index] ?? '', number: number ?? 0, called, epoch }),
    );
  };
  return {
    queue,
    arrive,
    enter: async (place: ReturnType<typeof placeOf>) =>
      (await queue.enter(NAME, place, false)).kind,
    advance: () => queue.advance(NAME),
    snapshot: () => queue.snapshot(NAME),
    change: (next: Partial<RoomSettings>) =>
      queue.configure(NAME, { version: 2, settings: { ...settings, ...next } }),
  };
}

/** Forty are called, then the room shrinks to five, and all of them come at the same moment. */
async function crowdAtDoor(hasRoom?: HasRoom) {
  const room = await openQueue({ total_active_users: 40 }, hasRoom);
  const places = await room.arrive(40);
  await room.change({ total_active_users: 5 });
  const outcomes = await Promise.all(places.map((place) => room.enter(place)));
  const inside = outcomes.filter((outcome) => outcome === 'active').length;
  return { inside, outcomes, snapshot: await room.snapshot() };
}

describe('the queue in MySQL', () => {
  it('lets no more in than it holds, however many enter at once', async () => {
    const { inside, outcomes, snapshot } = await crowdAtDoor();
    expect(inside).toBe(5);
    expect(new Set(outcomes)).toEqual(new Set(['active', 'full']));
    expect(snapshot).toMatchObject({ active: 5, called: 35, entriesLastMinute: 5 });
  });

  it('is overfilled without its guard (negative control)', async () => {
    expect((await crowdAtDoor(() => true)).inside).toBe(40);
  });

  it('lets no more in a minute than the rate', async () => {
    const room = await openQueue({ total_active_users: 40 });
    const places = await room.arrive(40);
    await room.change({ new_users_per_minute: 7 });
    const outcomes = await Promise.all(places.map((place) => room.enter(place)));
    expect(outcomes.filter((outcome) => outcome === 'active')).toHaveLength(7);
  });

  it('calls the lowest numbers, as two origins tick at once and slots come free', async () => {
    const room = await openQueue({ total_active_users: 3 });
    const places = await room.arrive(12);
    expect(places.map(({ number }) => number)).toEqual(places.map((_, index) => index + 1));
    const entered: number[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      await Promise.all([room.advance(), room.advance()]);
      const { calledUpTo } = await room.snapshot();
      expect(calledUpTo).toBe(3 * (turn + 1));
      for (const place of places.slice(entered.length, calledUpTo)) {
        expect(await room.enter(place)).toBe('active');
        entered.push(place.number ?? 0);
      }
      const inside = places.slice(calledUpTo - 3, calledUpTo);
      await Promise.all(inside.map(({ id }) => room.queue.leave(NAME, id, 'completed')));
    }
    expect(entered).toEqual(places.map(({ number }) => number));
    expect(await room.snapshot()).toMatchObject({ active: 0, called: 0, waiting: 0, issued: 12 });
  });

  it('keeps who waits out and who is inside in, and knows a place that joins again', async () => {
    const room = await openQueue({ total_active_users: 1 });
    const [first, second] = await room.arrive(2);
    if (first === undefined || second === undefined) throw new Error('Two arrived.');
    expect(first).toMatchObject({ number: 1, called: true });
    expect(await room.enter(second)).toBe('waiting');
    expect(await room.enter(first)).toBe('active');
    const again = await room.queue.enter(NAME, first, false);
    expect(again).toMatchObject({ kind: 'active', sessionMs: 300_000 });
    expect(again.kind === 'active' && again.expiresAtMs).toBeGreaterThan(Date.now() + 200_000);
    const { places } = await room.queue.arrive(NAME, [{ id: second.id }]);
    expect(places[0]).toMatchObject({ number: 2, called: false });
    expect(await room.queue.leave(NAME, first.id, 'left')).toBe(true);
    expect(await room.enter(first)).toBe('ended');
  });

  it('reads the front of a long line, and what time has ended, from its index', async () => {
    const room = await openQueue({ total_active_users: 1 });
    for (let batch = 0; batch < 10; batch += 1) {
      await room.arrive(200);
    }
    await knex.raw(`ANALYZE TABLE ${PLACE}`);
    const front = await explain(frontOfLine(knex, NAME, 50));
    expect(front).toMatchObject({ key: 'line' });
    expect(front.extra).not.toContain('filesort');
    const over = knex(PLACE).where({ room: NAME, state: 'active' }).where('untilMs', '<=', 1);
    const ended = await explain(over.limit(50).select('number'));
    expect(ended).toMatchObject({ key: 'line', rows: 1 });
  });
});

async function explain(query: Knex.QueryBuilder) {
  const { sql, bindings } = query.toSQL().toNative();
  const [[row]] = (await knex.raw(`${EXPLAIN} ${sql}`, [...bindings])) as [
    Record<string, unknown>[],
  ];
  return {
    key: row?.['key'],
    rows: Number(row?.['rows']),
    extra: String(row?.['Extra'] ?? row?.['extra']),
  };
}
