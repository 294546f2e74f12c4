import { setTimeout as sleep } from 'node:timers/promises';
import { patchRoomSettings } from '@frontrow/db';
import { type RoomSettings, roomStatus } from '@frontrow/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRoom } from '../room/run-room.ts';
import { createAppVisitor, type AppVisitor } from '../shop/app-visitor.ts';
import { startShopUnderTest, type ShopUnderTest } from '../shop/shop-under-test.ts';

let shop: ShopUnderTest;

beforeAll(async () => {
  shop = await startShopUnderTest({ room: FULL });
}, 120_000);
afterAll(() => shop.stop());

/** One is inside, everybody else waits. */
const FULL: Partial<RoomSettings> = {
  total_active_users: 1,
  new_users_per_minute: 100_000,
  queueing_method: 'fifo',
  queue_all: false,
  suspended: false,
  drain: false,
};

/** What three visitors see in each mode: one who comes, one who has waited before, one who is inside. */
const MODES: [string, Partial<RoomSettings>, Seen][] = [
  ['fifo', {}, { newcomer: 'waiting', waiting: 'waiting', inside: 200 }],
  [
    'random',
    { queueing_method: 'random' },
    { newcomer: 'waiting draw', waiting: 'waiting', inside: 200 },
  ],
  [
    'passthrough',
    { queueing_method: 'passthrough' },
    { newcomer: 'active', waiting: 'active', inside: 200 },
  ],
  [
    'reject',
    { queueing_method: 'reject' },
    { newcomer: '403 room_rejecting', waiting: 'rejecting', inside: 200 },
  ],
  [
    'queue_all',
    { queue_all: true },
    { newcomer: 'waiting paused', waiting: 'waiting paused', inside: 200 },
  ],
  ['suspended', { suspended: true }, { newcomer: 'open', waiting: 'open', inside: 200 }],
  [
    'drain',
    { drain: true },
    { newcomer: '403 room_rejecting', waiting: 'waiting draining', inside: 200 },
  ],
];
type Seen = { newcomer: string; waiting: string; inside: number };

const statusOf = async (visitor: AppVisitor) =>
  roomStatus.parse((await visitor.call('/rooms/main/status')).body);

/** Joins and, where its turn has come, goes in. */
async function comeIn(visitor: AppVisitor): Promise<string> {
  const reply = await visitor.call('/rooms/main/join', { method: 'POST' });
  if (reply.status >= 400) {
    return `${reply.status} ${String(reply.body['code'])}`;
  }
  return goIn(visitor);
}

async function goIn(visitor: AppVisitor): Promise<string> {
  const { state, reason } = await statusOf(visitor);
  const { state: then } = state === 'called' ? await visitor.enter() : { state };
  return reason === null ? then : `${then} ${reason}`;
}

/** The room is as these settings say, and every isolate has heard of it. */
async function become(settings: Partial<RoomSettings>): Promise<void> {
  await patchRoomSettings(shop.knex, 'main', settings);
  const { version } = await shop.knex('room_settings').where({ room: 'main' }).first('version');
  const operator = createAppVisitor(shop.edgeUrl);
  await operator.logIn(shop.accounts.operator, '/api/admin/logins');
  const inForce = async () => {
    const { body } = await operator.call('/api/admin/rooms/main');
    return (body['live'] as { settingsVersion: number } | null)?.settingsVersion;
  };
  await expect.poll(inForce, { timeout: 5000 }).toBe(version);
  // The snapshot in the isolate is a second old at most.
  await sleep(1500);
}

describe('a room', () => {
  it.each(MODES)(
    'that is %s shows a newcomer, one who has waited and one inside what it means, and goes on after it',
    async (_mode, settings, seen) => {
      const [inside, waiting, newcomer] = [1, 2, 3].map(() => createAppVisitor(shop.edgeUrl));
      if (inside === undefined || waiting === undefined || newcomer === undefined) {
        throw new Error('three visitors');
      }
      await become(FULL);
      expect(await comeIn(inside)).toBe('active');
      expect(await comeIn(waiting)).toBe('waiting');

      await become({ ...FULL, ...settings });
      expect(await goIn(waiting)).toBe(seen.waiting);
      expect((await inside.call('/api/concerts')).status).toBe(seen.inside);
      expect(await comeIn(newcomer)).toBe(seen.newcomer);

      await become(FULL);
      await Promise.all([inside.leave(), newcomer.leave()]);
      await expect.poll(() => goIn(waiting), { timeout: 8000 }).toBe('active');
      await waiting.leave();
    },
    40_000,
  );
});

describe('a room that is drained', () => {
  it('tells its operator how long that takes', async () => {
    const room = (...args: string[]) => runRoom(args, { url: shop.edgeUrl });
    await become({ ...FULL, total_active_users: 2 });
    const visitors = Array.from({ length: 4 }, () => createAppVisitor(shop.edgeUrl));
    for (const visitor of visitors) {
      await comeIn(visitor);
    }
    expect((await room('drain')).out).toBe('main: drain  false → true\n');
    const shown = async () => (await room('status', 'main')).out;
    await expect
      .poll(shown, { timeout: 15_000 })
      .toMatch(/Room main: draining \(fifo\)[\s\S]* draining +about \d+ min to the end/);
    for (const visitor of visitors) {
      await visitor.leave();
    }
    await expect.poll(shown, { timeout: 15_000 }).toContain('nobody waits any more');
    expect((await room('undrain')).out).toBe('main: drain  true → false\n');
  }, 60_000);
});
