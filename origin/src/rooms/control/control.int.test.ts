import { patchRoomSettings, User } from '@frontrow/db';
import { MAIN_ROOM, type RoomControlView, roomControlView } from '@frontrow/protocol';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPasswords } from '../../accounts/passwords.ts';
import { createConcert } from '../../testing/catalog.ts';
import { randomPlaceId } from '../../testing/room.ts';
import { startWholeOrigin, type WholeOrigin } from '../../testing/whole-origin.ts';
import { createControlStore } from './control-store.ts';
import { addDuration, percentileOf } from './measuring/durations.ts';
import { createLoadWindow, type LoadReport } from './measuring/load-window.ts';
import { createOriginLoads } from './measuring/origin-loads.ts';

const PASSWORD = 'a long enough password';
let origin: WholeOrigin;
let asOperator: string;

beforeAll(async () => {
  origin = await startWholeOrigin();
  const passwordHash = await createPasswords().hash(PASSWORD);
  const email = 'operator@example.com';
  await User.query(origin.knex).insert({ email, name: 'O', role: 'operator', passwordHash });
  const { body } = await request(origin.app)
    .post('/api/admin/logins')
    .send({ email, password: PASSWORD, transport: 'token' });
  asOperator = String(body.token);
});
afterAll(() => origin.stop());

async function set(changes: Parameters<typeof patchRoomSettings>[2]): Promise<void> {
  await patchRoomSettings(origin.knex, MAIN_ROOM, changes);
  await run('room-advance');
}

async function run(name: string): Promise<void> {
  await origin.jobs.find((job) => job.name === name)?.run();
}

/** What an origin would tell that served so many requests in so many ms each. */
async function tell(requests: number, ms: number, errors = 0): Promise<void> {
  const report: LoadReport = {
    requests,
    errors,
    durations: [],
    poolWaits: [],
    eventLoopDelayMs: 0,
  };
  for (let n = 0; n < requests; n += 1) {
    addDuration(report.durations, ms);
  }
  const loads = createOriginLoads({ redis: origin.redis, keyPrefix: origin.redisKeyPrefix });
  await loads.report('another-origin', report);
}

async function control(): Promise<RoomControlView> {
  const path = '/api/admin/rooms/main/control';
  const { body, status } = await request(origin.app).get(path).auth(asOperator, { type: 'bearer' });
  expect(status).toBe(200);
  return roomControlView.parse(body);
}

async function snapshot() {
  return (await origin.throughEdge('/internal/rooms')).body.rooms[0];
}

async function arrive(): Promise<{ number: number | null; called: boolean; refused?: unknown }> {
  const body = { arrivals: [{ id: randomPlaceId() }] };
  return (await origin.throughEdge('/internal/rooms/main/arrivals', { method: 'post', body })).body
    .places[0];
}

describe('a controlled room', () => {
  afterEach(() => set({ controlled: false }));

  it('lets fewer in while the origins are slow, says why, and lets go when it is switched off', async () => {
    await set({ controlled: true, total_active_users: 500, new_users_per_minute: 600 });
    await tell(1000, 50);
    await run('room-control');
    expect((await control()).latest).toMatchObject({ reason: 'at_ceiling' });
    await tell(1000, 2_000);
    await run('room-control');
    await run('room-control');
    const { load, latest, steps } = await control();
    expect(load).toMatchObject({ origins: 1, requests: 1000 });
    expect(load?.p95Ms).toBeGreaterThan(1_500);
    expect(latest).toMatchObject({ reason: 'slow_origin', limits: { usersPerMinute: 480 } });
    expect(latest?.sentence).toMatch(/^95th percentile \d+ ms \(target 500\): now 480 entries/);
    expect(steps[0]).toEqual(latest);
    expect((await snapshot()).limits).toMatchObject({ usersPerMinute: 480, reason: 'slow_origin' });

    await set({ controlled: false });
    await run('room-control');
    expect((await control()).latest?.reason).toBe('not_controlled');
    expect((await snapshot()).limits).toMatchObject({ usersPerMinute: 600, reason: null });
  });

  it('holds while no origin tells how it does', async () => {
    await set({ controlled: true });
    await origin.redis.del(`${origin.redisKeyPrefix}origin-loads`);
    await run('room-control');
    expect(await control()).toMatchObject({ load: null, latest: { reason: 'no_measurement' } });
  });

  it('counts its steps for Prometheus, and tells the bounds in force', async () => {
    await set({ controlled: true });
    await tell(1000, 50);
    await run('room-control');
    const text = await origin.metrics.registry.metrics();
    expect(text).toMatch(/frontrow_room_controller_steps_total\{room="main",reason="\w+"\} [1-9]/);
    expect(text).toContain('frontrow_room_limit{room="main",kind="users_per_minute"} 600');
  });

  it('keeps one step where two origins decided on the same', async () => {
    const store = createControlStore({ redis: origin.redis, keyPrefix: origin.redisKeyPrefix });
    const { serial, memory } = await store.read('other');
    const limits = { activeUsers: 5, usersPerMinute: 5, reason: null, soldOut: false };
    const step = { at: 1, reason: 'healthy' as const, sentence: 'All is well.', limits };
    const keep = () => store.keep('other', serial, { memory, step, changed: true });
    expect((await Promise.all([keep(), keep()])).toSorted()).toEqual([false, true]);
    expect(await store.steps('other')).toEqual([step]);
    expect([...(await store.counts('other'))]).toEqual([['healthy', 1]]);
  });
});

describe('a window of one origin', () => {
  it('tells how long queries waited for a connection, and begins anew once it is taken', async () => {
    const window = createLoadWindow({ knex: origin.knex });
    window.observe(200, 12);
    window.observe(503, 90);
    const most = 2 * Number(origin.knex.client.pool.max);
    await Promise.all(Array.from({ length: most }, () => origin.knex.raw('SELECT SLEEP(0.05)')));
    const report = window.take();
    expect(report).toMatchObject({ requests: 2, errors: 1 });
    expect(percentileOf(report.durations, 0.95)).toBeGreaterThan(75);
    expect(percentileOf(report.poolWaits, 0.95)).toBeGreaterThan(30);
    expect(window.take()).toMatchObject({ requests: 0, durations: [], poolWaits: [] });
  });
});

describe('a room limited by its stock', () => {
  afterEach(() => set({ stock_limited: false }));

  it('lets no more in than seats are left, and dissolves its line when all are sold', async () => {
    const { scheduleIds, seatCount } = await createConcert(origin.knex);
    await set({ stock_limited: true, total_active_users: 500 });
    await run('room-control');
    expect((await snapshot()).limits).toMatchObject({ activeUsers: seatCount, reason: 'stock' });

    const seats = () => origin.knex('seat').whereIn('scheduleId', scheduleIds);
    await seats().update({ status: 'SOLD' });
    await seats()
      .where({ seatNo: 1 })
      .update({ status: 'HELD', heldUntil: origin.knex.raw('NOW(3) + INTERVAL 60 SECOND') });
    await stockIsCountedAnew();
    expect((await control()).latest).toMatchObject({
      reason: 'stock',
      limits: { activeUsers: 1, soldOut: false },
    });
    expect((await snapshot()).soldOut).toBe(false);

    await seats().update({ status: 'SOLD', heldUntil: null });
    await stockIsCountedAnew();
    expect((await control()).latest).toMatchObject({
      reason: 'sold_out',
      limits: { soldOut: true },
    });
    expect((await snapshot()).soldOut).toBe(true);
    expect(await arrive()).toMatchObject({ refused: 'rejecting' });

    await seats().where({ seatNo: 2 }).update({ status: 'AVAILABLE' });
    await stockIsCountedAnew();
    expect((await snapshot()).soldOut).toBe(false);
    expect((await arrive()).number).toBeGreaterThan(0);
    await seats().update({ status: 'AVAILABLE' });
  });

  async function stockIsCountedAnew(): Promise<void> {
    const { sentence } = (await control()).latest ?? {};
    const counted = async () => {
      await run('room-control');
      return (await control()).latest?.sentence;
    };
    await expect.poll(counted, { interval: 500 }).not.toBe(sentence);
  }
});
