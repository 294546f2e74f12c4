import { setTimeout as sleep } from 'node:timers/promises';
import { createKnex, RoomRevocation } from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import {
  EDGE_CONTEXT_HEADER,
  EDGE_SIGNATURE_HEADER,
  generateKeyRing,
  type KeyRing,
  readKeyRing,
  ROOM_REFUSED_HEADER,
  ROOM_SESSION_HEADER,
  signEdgeRequest,
} from '@frontrow/protocol';
import { Redis } from 'ioredis';
import type { Knex } from 'knex';
import request, { type Response } from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../app.ts';
import { createRouter } from '../../http/create-router.ts';
import { createLogger } from '../../logger.ts';
import { createMetrics } from '../../metrics.ts';
import { connectRedis, whenReady } from '../../redis/connect.ts';
import { placeOf, randomPlaceId, type TestVisitor } from '../../testing/room.ts';
import { createThroughEdge } from '../../testing/through-edge.ts';
import { wireRooms } from '../../wiring/wire-rooms.ts';

let database: TestDatabase;
let knex: Knex;
let edgeKeys: KeyRing;
let sessionKeys: KeyRing;
let run = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl);
  edgeKeys = await readKeyRing(generateKeyRing('e1'));
  sessionKeys = await readKeyRing(generateKeyRing('s1'));
});

afterAll(async () => {
  await knex.destroy();
  await database.drop();
});

type Setup = Awaited<ReturnType<typeof openShop>>;

/** The real app around one route, `/api/thing`, that counts who reached it. */
async function openShop() {
  const logger = createLogger('silent');
  const metrics = createMetrics();
  // A room that MySQL has never heard of: one with a checkpoint would think that Redis lost it.
  await knex('room_checkpoint').delete();
  const redis = connectRedis(database.redisUrl, logger);
  await whenReady(redis, 1000);
  const services = wireRooms({
    knex,
    redis,
    sessionKeys,
    logger,
    metrics,
    redisKeyPrefix: `${database.redisKeyPrefix}${(run += 1)}:`,
  });
  let reached = 0;
  const shop = createRouter();
  shop.all('/thing', (_req, res) => {
    reached += 1;
    res.json({ ok: true });
  });
  const app = createApp({
    logger,
    metrics: metrics.http,
    health: { isServing: () => true, databaseAnswers: () => Promise.resolve(true) },
    edgeKeys,
    authenticate: (_req, _res, next) => next(),
    admission: services.admission.middleware(() => Promise.resolve('main')),
    routers: { admin: [], internal: [], afterSale: [], catalog: [], shop: [shop] },
  });
  return { app, redis, ...services, reachedCount: () => reached };
}

function throughEdge(
  app: Setup['app'],
  visitor: TestVisitor | undefined,
  headers: Record<string, string> = {},
  target = '/api/thing',
): Promise<Response> {
  const place = visitor && placeOf(visitor);
  return createThroughEdge(app, edgeKeys)(target, { place, headers });
}

async function arrive({ rooms }: Pick<Setup, 'rooms'>): Promise<TestVisitor> {
  const id = randomPlaceId();
  const { epoch, places } = await rooms.arrive('main', [{ id }]);
  return { id, number: places[0]?.number ?? 0, called: places[0]?.called ?? false, epoch };
}

describe('admission', () => {
  let shop: Setup;

  beforeEach(async () => {
    shop = await openShop();
    return () => shop.redis.disconnect();
  });

  it('lets a called place in, with a room session, and refuses everybody else by name', async () => {
    const visitor = await arrive(shop);
    const inside = await throughEdge(shop.app, visitor);
    expect(inside).toMatchObject({ status: 200 });
    expect(inside.headers).toHaveProperty(ROOM_SESSION_HEADER);
    expect(await throughEdge(shop.app, undefined)).toMatchObject({
      status: 403,
      body: { code: 'place_required', room: 'main' },
      headers: { [ROOM_REFUSED_HEADER]: 'required' },
    });
    expect(await throughEdge(shop.app, { ...visitor, id: randomPlaceId() })).toMatchObject({
      status: 403,
      body: { code: 'place_ended' },
    });
    expect(shop.reachedCount()).toBe(1);
  });

  it('refuses what did not come through the edge, whatever its path is spelled like', async () => {
    const visitor = await arrive(shop);
    const spellings = [
      '/api/thing',
      '/API/thing',
      '/api/Thing',
      '/api/thing/',
      '/api//thing',
      '//api/thing',
      '/api/./thing',
      '/api/x/../thing',
      '/api/%74hing',
      '/%61pi/thing',
      '/api%2Fthing',
      '/api/thing%2F',
      '/api/thing;x=1',
      '/api/thing?x=1',
      '/api/thing%00',
      '/api/thing%20',
      '/api\\thing',
      '/api/thing#x',
    ];
    for (const path of spellings) {
      const reply = await request(shop.app).get(path);
      expect([400, 403, 404], path).toContain(reply.status);
    }
    for (const path of spellings) {
      const reply = await throughEdge(shop.app, { ...visitor, id: randomPlaceId() }, {}, path);
      expect(reply, path).not.toMatchObject({ status: 200 });
    }
    expect(shop.reachedCount()).toBe(0);
  });

  it('refuses a signature for another path, a forged context and an unsigned one', async () => {
    const visitor = await arrive(shop);
    const signed = await signEdgeRequest(edgeKeys, {
      method: 'GET',
      target: '/api/other',
      context: { requestId: 'r', clientIp: '', place: placeOf(visitor), bodyDigest: null },
    });
    const foreign = await signEdgeRequest(await readKeyRing(generateKeyRing('e1')), {
      method: 'GET',
      target: '/api/thing',
      context: { requestId: 'r', clientIp: '', place: placeOf(visitor), bodyDigest: null },
    });
    for (const { context, signature } of [signed, foreign, { ...signed, signature: '' }]) {
      const reply = await request(shop.app)
        .get('/api/thing')
        .set(EDGE_CONTEXT_HEADER, context)
        .set(EDGE_SIGNATURE_HEADER, signature);
      expect(reply.status).toBe(403);
      expect(reply.body).toMatchObject({ code: 'edge_signature_invalid' });
    }
    expect(shop.reachedCount()).toBe(0);
  });

  it('would serve anybody without the admission middleware (negative control)', async () => {
    const open = createApp({
      logger: createLogger('silent'),
      metrics: createMetrics().http,
      health: { isServing: () => true, databaseAnswers: () => Promise.resolve(true) },
      edgeKeys,
      authenticate: (_req, _res, next) => next(),
      admission: (_req, _res, next) => next(),
      routers: {
        admin: [],
        internal: [],
        afterSale: [],
        catalog: [],
        shop: [createRouter().get('/thing', (_req, res) => void res.json({ ok: true }))],
      },
    });
    expect(await throughEdge(open, undefined)).toMatchObject({ status: 200 });
  });

  it('stops a place at once that has left', async () => {
    const visitor = await arrive(shop);
    await throughEdge(shop.app, visitor);
    await shop.rooms.leave('main', visitor.id, 'left');
    expect(await throughEdge(shop.app, visitor)).toMatchObject({
      status: 403,
      body: { code: 'place_ended' },
    });
  });
});

describe('while Redis is away', () => {
  it('lets those go on who hold a session of their own place, and nobody else', async () => {
    const before = await openShop();
    const visitor = await arrive(before);
    const reply = await throughEdge(before.app, visitor);
    const session = String(reply.headers[ROOM_SESSION_HEADER]);
    before.redis.disconnect();
    await sleep(50);

    const withSession = { [ROOM_SESSION_HEADER]: session };
    expect(await throughEdge(before.app, visitor, withSession)).toMatchObject({ status: 200 });
    const other = { ...visitor, id: randomPlaceId() };
    for (const refused of [
      await throughEdge(before.app, visitor),
      await throughEdge(before.app, other, withSession),
      await throughEdge(before.app, visitor, { [ROOM_SESSION_HEADER]: `${session}x` }),
    ]) {
      expect(refused).toMatchObject({ status: 503, body: { code: 'room_unavailable' } });
    }
    expect(before.reachedCount()).toBe(2);
  });

  it('ends a session that an operator has revoked', async () => {
    const before = await openShop();
    const visitor = await arrive(before);
    const reply = await throughEdge(before.app, visitor);
    const session = { [ROOM_SESSION_HEADER]: String(reply.headers[ROOM_SESSION_HEADER]) };
    before.redis.disconnect();
    await sleep(50);

    expect((await throughEdge(before.app, visitor, session)).status).toBe(200);
    const revoked = await RoomRevocation.query(knex).insert({ room: 'main', placeId: visitor.id });
    expect(await throughEdge(before.app, visitor, session)).toMatchObject({
      status: 403,
      body: { code: 'place_ended' },
    });
    await revoked.$query(knex).delete();
  });
});

describe('when Redis has lost its memory', () => {
  it('opens a new epoch with a gap and asks old places to come back', async () => {
    const shop = await openShop();
    const visitor = await arrive(shop);
    await shop.rooms.saveCheckpoint('main');
    const admin = new Redis(database.redisUrl);
    const keys = await admin.keys(`${database.redisKeyPrefix}${run}:*`);
    await admin.del(...keys);
    admin.disconnect();

    expect(await throughEdge(shop.app, visitor)).toMatchObject({
      status: 403,
      headers: { [ROOM_REFUSED_HEADER]: 'lost' },
    });
    const snapshot = await shop.rooms.snapshot('main');
    expect(snapshot.epoch).toBeGreaterThan(visitor.epoch);
    const late = await arrive(shop);
    expect(late.number).toBeGreaterThan(100_000);
    const restored = await shop.rooms.arrive('main', [{ id: visitor.id, number: visitor.number }]);
    // It had been called before the loss: the turn is kept.
    expect(restored.places).toMatchObject([
      { id: visitor.id, number: visitor.number, called: true },
    ]);
    shop.redis.disconnect();
  });
});
