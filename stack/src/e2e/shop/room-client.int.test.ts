import { concertPage, createRoomClient, type RoomStatus } from '@frontrow/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startShopUnderTest, type ShopUnderTest } from './shop-under-test.ts';

const TIMEOUT = { timeout: 60_000 };
let shop: ShopUnderTest;

beforeAll(async () => {
  shop = await startShopUnderTest({
    room: { total_active_users: 1, claim_seconds: 20 },
    origins: 1,
  });
}, 120_000);
afterAll(() => shop?.stop());

function createVisitor() {
  const items = new Map<string, string>();
  const client = createRoomClient({
    baseUrl: shop.edgeUrl,
    storage: {
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value) => void items.set(key, value),
      removeItem: (key) => void items.delete(key),
    },
  });
  const seen: RoomStatus[] = [];
  const signal = AbortSignal.timeout(TIMEOUT.timeout);
  return {
    ...client,
    seen,
    turn: () =>
      client.waitForTurn({ room: 'main', signal, onStatus: (status) => void seen.push(status) }),
    concerts: () => client.fetch('/api/concerts'),
    /** The same visitor, without what this program knows of it. */
    inAnotherProgram: () =>
      createRoomClient({
        baseUrl: shop.edgeUrl,
        storage: {
          getItem: (key) => items.get(key) ?? null,
          setItem: () => undefined,
          removeItem: () => undefined,
        },
      }),
  };
}

describe('the client of apps, at the real edge and origin', () => {
  it(
    'goes straight in, waits while the room is full, and follows who leaves',
    TIMEOUT,
    async () => {
      const first = createVisitor();
      expect(await first.turn()).toMatchObject({ state: 'active' });
      const concerts = await first.concerts();
      expect(concertPage.parse(await concerts.json()).items.length).toBeGreaterThan(0);

      const second = createVisitor();
      const turn = second.turn();
      await expect.poll(() => second.seen.length, { timeout: 20_000 }).toBeGreaterThan(1);
      expect(second.seen.map(({ state }) => state)).not.toContain('active');
      expect((await second.concerts()).status).toBe(403);

      await first.leave('main');
      expect(await turn).toMatchObject({ state: 'active' });
      expect((await second.concerts()).status).toBe(200);
      expect((await first.concerts()).status).toBe(403);
      expect(new Set(second.seen.map(({ number }) => number)).size).toBe(1);
      await second.leave('main');
    },
  );

  it('joins anew once its place has ended', TIMEOUT, async () => {
    const visitor = createVisitor();
    await visitor.turn();
    // Its session is still valid by its signature: only the room knows that the place is gone.
    await visitor.inAnotherProgram().leave('main');
    expect((await visitor.fetch('/api/wallet')).status).toBe(403);
    const before = visitor.seen.at(-1)?.number ?? 0;
    expect(await visitor.turn()).toMatchObject({ state: 'active' });
    expect(visitor.seen.at(-1)?.number).toBeGreaterThan(before);
    await visitor.leave('main');
  });
});
