import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestRoom, placeOf, randomPlaceId, type TestRoom } from '../../testing/room.ts';
import { createAccountPlaces } from './account-places.ts';
import { readArrivalLua } from './join-limit.ts';

let room: TestRoom;
beforeEach(async () => {
  // Nobody is called: places stay where they are.
  room = await openTestRoom({ settings: { queue_all: true } });
});
afterEach(() => room.redis.disconnect());

/** Joins as an origin does: the account's place, then the room. Gives the id and the number. */
function joins(readLua = readArrivalLua) {
  const { redis, keyPrefix, store, name } = room;
  const placesOf = createAccountPlaces({ redis, keyPrefix, readLua });
  return async function join(userId: number, placeId = randomPlaceId()) {
    const id = (await placesOf(name, [{ placeId, userId }])).get(placeId) ?? '';
    const { places } = await store.arrive(name, [{ id }]);
    return { id, number: places[0]?.number };
  };
}

const withoutGrace = (name: string) =>
  readArrivalLua(name).replace('ARRIVING_MS = 10000', 'ARRIVING_MS = 0');

describe('an account', () => {
  it('has one place, from whichever browser it joins', async () => {
    const join = joins();
    const first = await join(1);
    expect(await join(1)).toEqual(first);
    expect((await join(2)).number).toBe(Number(first.number) + 1);
  });

  it('has one place when two browsers join at the same moment', async () => {
    const join = joins();
    const [one, two] = await Promise.all([join(1), join(1)]);
    expect(one).toEqual(two);
  });

  it('would have two then, if a place under way did not count', async () => {
    const placesOf = createAccountPlaces({ ...room, readLua: withoutGrace });
    const claim = async (placeId: string) => placesOf('main', [{ placeId, userId: 1 }]);
    await room.redis.set(`${room.keyPrefix}{room:main}:account:1`, `${randomPlaceId()} 1`);
    const placeId = randomPlaceId();
    expect((await claim(placeId)).get(placeId)).toBe(placeId);
  });

  it('gets a new place once the old one is over', async () => {
    const join = joins(withoutGrace);
    const first = await join(1);
    await room.store.leave('main', first.id, 'left');
    const second = await join(1);
    expect(second.id).not.toBe(first.id);
    expect(await join(1)).toEqual(second);
  });

  it('keeps the place that was taken to another browser, and on to a third', async () => {
    const join = joins(withoutGrace);
    const first = await join(1);
    const [second, third] = [randomPlaceId(), randomPlaceId()];
    const { store, snapshot } = room;
    const moved = (id: string, newId: string) =>
      store.move(
        'main',
        placeOf({ id, number: first.number ?? 1, called: false, epoch: 1 }),
        newId,
      );
    expect([await moved(first.id, second), await moved(second, third)]).toEqual(['ok', 'ok']);
    expect(await join(1)).toEqual({ ...first, id: third });
    expect(await join(1, third)).toEqual({ ...first, id: third });
    expect(await snapshot()).toMatchObject({ waiting: 1 });
  });

  it('would have two then, if nobody knew where the place went', async () => {
    const join = joins((name) => withoutGrace(name).replace('while moved do', 'while false do'));
    const first = await join(1);
    const place = placeOf({ id: first.id, number: first.number ?? 1, called: false, epoch: 1 });
    await room.store.move('main', place, randomPlaceId());
    await join(1);
    expect(await room.snapshot()).toMatchObject({ waiting: 2 });
  });

  it('keeps the place while it is called or inside', async () => {
    const join = joins(withoutGrace);
    const first = await join(1);
    const { redis, keyPrefix } = room;
    for (const set of ['called', 'active', 'lapsed', 'tickets']) {
      await redis.zrem(`${keyPrefix}{room:main}:waiting`, first.id);
      await redis.zadd(`${keyPrefix}{room:main}:${set}`, Date.now() + 60_000, first.id);
      const placesOf = createAccountPlaces({ redis, keyPrefix, readLua: withoutGrace });
      const places = await placesOf('main', [{ placeId: 'other', userId: 1 }]);
      expect(places.get('other'), set).toBe(first.id);
      await redis.zrem(`${keyPrefix}{room:main}:${set}`, first.id);
    }
  });

  it('is known in one batch with others, and twice in it as the same', async () => {
    const placesOf = createAccountPlaces(room);
    const ids = [1, 2, 1].map((userId) => ({ userId, placeId: randomPlaceId() }));
    const places = await placesOf('main', ids);
    const [first, second, again] = ids.map(({ placeId }) => places.get(placeId));
    expect(again).toBe(first);
    expect(second).not.toBe(first);
  });
});
