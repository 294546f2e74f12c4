import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concertPage, reservationView, schedulesReply } from '@frontrow/protocol';
import { Cluster, Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAskOrigin } from '../../origins/ask-origin.ts';
import { startRedisCluster } from '../../testing/redis-cluster.ts';
import { createAppVisitor, type AppVisitor } from '../shop/app-visitor.ts';
import { startShopUnderTest, type ShopUnderTest } from '../shop/shop-under-test.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'frontrow-cluster-test-'));
let redis: Awaited<ReturnType<typeof startRedisCluster>>;
let shop: ShopUnderTest;

beforeAll(async () => {
  redis = await startRedisCluster(dataDir);
  shop = await startShopUnderTest({
    // Limits by network and controllers count in Redis as well.
    room: { joins_per_network: 100, controlled: true },
    env: { REDIS_URL: redis.url, REDIS_KEY_PREFIX: '' },
  });
}, 120_000);
afterAll(async () => {
  await shop?.stop();
  await redis?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the shop on a Redis Cluster', () => {
  it('lets a visitor join, enter, hold seats and pay', async () => {
    const visitor = createAppVisitor(shop.edgeUrl);
    await visitor.join();
    expect(await visitor.waitForTurn()).toMatchObject({ state: 'active' });
    await visitor.logIn(shop.accounts.buyers[0] ?? { email: '', password: '' });

    const reservation = await holdTwoSeats(visitor);
    const paid = await post(visitor, `/api/reservations/${reservation.id}/payment`);

    expect(paid).toMatchObject({ body: { ticket: { reservation: { status: 'CONFIRMED' } } } });
    // The slot of whoever has paid is free again.
    const origin = await createAskOrigin(shop.originUrl, shop.keys.edge);
    await expect.poll(async () => (await origin.snapshot())?.totals.completed).toBe(1);
  });

  it('keeps all keys of a room on one node, and other keys on the others', async () => {
    const keysOfNodes = await Promise.all(redis.urls.map(readKeys));

    expect(
      keysOfNodes.filter((keys) => keys.some((key) => key.includes('{room:main}'))),
    ).toHaveLength(1);
    expect(keysOfNodes.filter((keys) => keys.length > 0).length).toBeGreaterThan(1);
  });

  it('would refuse a command whose keys lie apart (negative control)', async () => {
    const cluster = new Cluster(redis.urls);
    await expect(cluster.mget('{room:a}:state', '{room:b}:state')).rejects.toThrow(/slot/i);
    cluster.disconnect();
  });
});

async function holdTwoSeats(visitor: AppVisitor) {
  const concerts = concertPage.parse((await visitor.call('/api/concerts')).body);
  for (const { id } of concerts.items) {
    const dates = schedulesReply.parse((await visitor.call(`/api/concerts/${id}/schedules`)).body);
    const date = dates.items.find(({ seatsLeft }) => seatsLeft > 100);
    if (date !== undefined) {
      const body = { bestAvailable: { sectionNo: 1, count: 2 } };
      const held = await post(visitor, `/api/schedules/${date.id}/reservations`, body);
      return reservationView.parse(held.body);
    }
  }
  throw new Error('the demo shop has no date with seats left');
}

function post(visitor: AppVisitor, path: string, body: object = {}) {
  const headers = { 'idempotency-key': randomUUID() };
  return visitor.call(path, { method: 'POST', body, headers });
}

async function readKeys(url: string): Promise<string[]> {
  const node = new Redis(url);
  try {
    return await node.keys('*');
  } finally {
    node.disconnect();
  }
}
