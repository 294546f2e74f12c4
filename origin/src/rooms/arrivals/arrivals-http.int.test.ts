import { patchRoomSettings, User } from '@frontrow/db';
import { arrivalsReply, type Arrival } from '@frontrow/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLogins } from '../../accounts/logins.ts';
import { randomPlaceId } from '../../testing/room.ts';
import { startWholeOrigin, type WholeOrigin } from '../../testing/whole-origin.ts';

let origin: WholeOrigin;
let login: string;

beforeAll(async () => {
  origin = await startWholeOrigin();
  const { id } = await User.query(origin.knex).insertAndFetch({
    email: 'buyer@example.com',
    name: 'buyer',
    role: 'buyer',
    passwordHash: 'x',
  });
  const logins = createLogins(origin);
  login = (await origin.knex.transaction((trx) => logins.open(trx, id))).token;
});
afterAll(() => origin.stop());
afterEach(() => settings({ joins_per_network: 0, login_required: false }));

/** In force at once, as after a tick. */
async function settings(changes: Parameters<typeof patchRoomSettings>[2]): Promise<void> {
  await patchRoomSettings(origin.knex, 'main', changes);
  await origin.jobs.find(({ name }) => name === 'room-advance')?.run();
}

async function arrive(arrivals: Omit<Arrival, 'id'>[]) {
  const body = { arrivals: arrivals.map((arrival) => ({ id: randomPlaceId(), ...arrival })) };
  const reply = await origin.throughEdge('/internal/rooms/main/arrivals', { method: 'post', body });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  const { places } = arrivalsReply.parse(reply.body);
  expect(places.map(({ id }) => id)).toEqual(body.arrivals.map(({ id }) => id));
  return places;
}

describe('a room that limits the joins of a network', () => {
  const network = '203.0.113.0/24';

  it('refuses who is too many, and nobody else of the batch', async () => {
    await settings({ joins_per_network: 2 });
    const others = { network: '198.51.100.0/24' };
    const places = await arrive([{ network }, { network }, { network }, others, {}]);
    expect(places.map(({ refused }) => refused)).toEqual([null, null, 'network_limit', null, null]);
    expect(places[2]).toMatchObject({ number: null, retryAfterSeconds: expect.any(Number) });
    const numbers = places.flatMap(({ number }) => number ?? []);
    expect(numbers).toEqual([0, 1, 2, 3].map((more) => (numbers[0] ?? 0) + more));
  });

  it('tells one who comes alone, with nobody else in the batch', async () => {
    await settings({ joins_per_network: 1 });
    const own = { network: '203.0.114.0/24' };
    await arrive([own]);
    expect(await arrive([own])).toMatchObject([{ refused: 'network_limit', number: null }]);
  });

  it('never keeps an old place out', async () => {
    await settings({ joins_per_network: 1 });
    const places = await arrive([
      { network: '192.0.2.0/24' },
      { network: '192.0.2.0/24', number: 900 },
      { network: '192.0.2.0/24', number: 901 },
    ]);
    expect(places.map(({ refused }) => refused)).toEqual([null, null, null]);
  });

  it('counts nobody where it has no limit', async () => {
    const places = await arrive(Array.from({ length: 256 }, () => ({ network, login })));
    expect(places.filter(({ refused }) => refused !== null)).toEqual([]);
  });
});

describe('a room that asks for a login', () => {
  it('refuses who has none, or one that has ended', async () => {
    await settings({ login_required: true });
    const places = await arrive([{}, { login: 'x'.repeat(43) }, { login: 'forged' }, { login }]);
    expect(places.map(({ refused }) => refused)).toEqual([
      'login_required',
      'login_required',
      'login_required',
      null,
    ]);
  });

  it('tells one who comes alone without a login', async () => {
    await settings({ login_required: true });
    expect(await arrive([{}])).toMatchObject([{ refused: 'login_required', number: null }]);
  });

  it('gives an account one place, and says which', async () => {
    await settings({ login_required: true });
    const [first] = await arrive([{ login }]);
    const [again, twice] = await arrive([{ login }, { login }]);
    expect(again?.number).toBe(first?.number);
    expect(twice?.placeId).toBe(again?.placeId);
    expect(again?.placeId).not.toBe(again?.id);
  });

  it('knows an old place that came back with its login', async () => {
    await settings({ login_required: true });
    await origin.redis.del(...(await origin.redis.keys(`${origin.redisKeyPrefix}*:account:*`)));
    const [old] = await arrive([{ login, number: 940 }]);
    expect(old).toMatchObject({ number: 940, refused: null });
    expect((await arrive([{ login }]))[0]).toMatchObject({ number: 940, placeId: old?.id });
  });

  it('lets old places come back without one', async () => {
    await settings({ login_required: true });
    expect((await arrive([{ number: 950 }]))[0]?.refused).toBeNull();
  });
});
