import { arrivalsReply, DEFAULT_ROOM_SETTINGS, placeClaim, type Place } from '@frontrow/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestRoom, placeOf, randomPlaceId } from '../../testing/room.ts';
import { startWholeOrigin, type WholeOrigin } from '../../testing/whole-origin.ts';
import { createReadClaim } from './read-claim.ts';

/** A room with one slot: the first who arrives is called at once, the second waits. */
async function oneSlot(settings = {}) {
  const room = await openTestRoom({ settings: { total_active_users: 1, ...settings } });
  const readClaim = createReadClaim({ redis: room.redis, keyPrefix: room.keyPrefix });
  const [first, second] = await room.arrive(2);
  const claimOf = (visitor: typeof first) =>
    readClaim(placeOf({ id: '', number: 1, called: false, epoch: 1, ...visitor }));
  return { room, first, second, claimOf };
}

describe('how long a place is kept', () => {
  it('runs for the called, until the call lapses', async () => {
    const { first, claimOf } = await oneSlot();
    const { state, secondsLeft } = await claimOf(first);
    expect(state).toBe('called');
    expect(secondsLeft).toBeGreaterThan(DEFAULT_ROOM_SETTINGS.claim_seconds - 5);
    expect(secondsLeft).toBeLessThanOrEqual(DEFAULT_ROOM_SETTINGS.claim_seconds);
  });

  it('does not run for those in line, and is over for those who were never there', async () => {
    const { second, claimOf } = await oneSlot();
    expect(await claimOf(second)).toEqual({ state: 'waiting', secondsLeft: null });
    const nobody = { id: randomPlaceId(), number: 1, called: false, epoch: 1 };
    expect(await claimOf(nobody)).toEqual({ state: 'gone', secondsLeft: null });
  });

  it('runs with the session once inside, and is prolonged by no question', async () => {
    const { room, first, claimOf } = await oneSlot({ session_duration: 1 });
    const place = placeOf({ id: '', number: 1, called: true, epoch: 1, ...first });
    await room.store.enter('main', place, false);
    await room.redis.zadd(`${room.keyPrefix}{room:main}:active`, Date.now() + 30_000, place.id);
    const before = await room.redis.zscore(`${room.keyPrefix}{room:main}:active`, place.id);
    const { state, secondsLeft } = await claimOf(first);
    expect([state, (secondsLeft ?? 0) <= 31]).toEqual(['active', true]);
    expect(await room.redis.zscore(`${room.keyPrefix}{room:main}:active`, place.id)).toBe(before);
  });

  it('is over once the place has left, and kept for those of an epoch before', async () => {
    const { room, first, claimOf } = await oneSlot();
    await room.store.leave('main', first?.id ?? '', 'left');
    expect((await claimOf(first)).state).toBe('gone');
    const old = { id: randomPlaceId(), number: 1, called: false, epoch: 0 };
    expect((await claimOf(old)).state).toBe('waiting');
  });
});

describe('GET /internal/rooms/:room/claim', () => {
  let origin: WholeOrigin;
  beforeAll(async () => {
    origin = await startWholeOrigin();
  });
  afterAll(() => origin.stop());

  const ask = (place?: Place, room = 'main') =>
    origin.throughEdge(`/internal/rooms/${room}/claim`, { place });

  it('answers a place of this room, and nobody else', async () => {
    const id = randomPlaceId();
    const body = { arrivals: [{ id }] };
    const path = '/internal/rooms/main/arrivals';
    const { epoch, places } = arrivalsReply.parse(
      (await origin.throughEdge(path, { method: 'post', body })).body,
    );
    const place = placeOf({ id, number: places[0]?.number ?? 0, called: true, epoch });
    const reply = await ask(place);
    expect(reply.status).toBe(200);
    expect(placeClaim.parse(reply.body).state).toBe('called');
    expect((await ask()).status).toBe(403);
    expect((await ask(place, 'other')).status).toBe(403);
  });
});
