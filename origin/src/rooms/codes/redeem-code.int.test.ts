import { RoomCode, RoomCodeRedemption } from '@frontrow/db';
import type { Place } from '@frontrow/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settleAll, times } from '../../testing/settle-all.ts';
import { type CodeRoom, openCodeRoom } from '../../testing/waiting-codes.ts';
import { hashCode } from './code-hash.ts';
import { createRedeemCode } from './redeem-code.ts';

let room: CodeRoom;
beforeAll(async () => {
  room = await openCodeRoom();
});
afterAll(() => room.stop());

function redeemer(changes: Partial<Parameters<typeof createRedeemCode>[0]> = {}) {
  const { uses, rooms } = room;
  const attempts = { byPlace: room.attempts('place'), byNetwork: room.attempts('network') };
  return createRedeemCode({ uses, rooms, attempts, ...changes });
}

async function leftOf(code: string): Promise<number | undefined> {
  const row = await RoomCode.query(room.knex).findOne({ codeHash: hashCode(code) });
  return row?.usesLeft;
}

async function onePlace(): Promise<Place> {
  const [place] = await room.arrive(1);
  if (place === undefined) {
    throw new Error('nobody arrived');
  }
  return place;
}

describe('a code for one place', () => {
  it('takes exactly one of fifty over that use it at once', async () => {
    const [code, places] = [await room.code(), await room.arrive(50)];
    const before = (await room.rooms.snapshot('main')).priority.waiting;
    const redeem = redeemer();
    const { done, refused } = await settleAll(places.map((place) => redeem({ place, code })));
    expect([done.length, refused]).toEqual([1, { code_used_up: 49 }]);
    expect((await room.rooms.snapshot('main')).priority.waiting).toBe(before + 1);
    expect(await leftOf(code)).toBe(0);
  });

  it('would take more over if the uses left were read first and written later (negative control)', async () => {
    const [code, places] = [await room.code(), await room.arrive(50)];
    const readFirst = {
      ...room.uses,
      async take(inRoom: string, typed: string, placeId: string) {
        const row = await RoomCode.query(room.knex).findOne({ codeHash: hashCode(typed) });
        if (row === undefined || row.usesLeft === 0) {
          return room.uses.take(inRoom, typed, placeId);
        }
        await RoomCode.query(room.knex)
          .findById(row.id)
          .patch({ usesLeft: row.usesLeft - 1 });
        return { codeId: row.id, number: null };
      },
    };
    const redeem = redeemer({ uses: readFirst });
    const { done } = await settleAll(places.map((place) => redeem({ place, code })));
    expect(done.length).toBeGreaterThan(1);
  });

  it('is used once by a visitor who asks ten times at once, and answered the same each time', async () => {
    const [code, place] = [await room.code(3), await onePlace()];
    const redeem = redeemer();
    const { done } = await settleAll(times(10, () => redeem({ place, code })));
    expect([done.length, new Set(done).size]).toEqual([10, 1]);
    expect(await redeem({ place, code: code.toLowerCase().replaceAll('-', ' ') })).toBe(done[0]);
    expect(await leftOf(code)).toBe(2);
  });
});

it('takes exactly as many places over as it has uses', async () => {
  const [code, places] = [await room.code(7), await room.arrive(40)];
  const redeem = redeemer();
  const { done, refused } = await settleAll(places.map((place) => redeem({ place, code })));
  expect([new Set(done).size, refused]).toEqual([7, { code_used_up: 33 }]);
});

describe('when something breaks between the use and the lane', () => {
  it('gives the use back for a place that is over', async () => {
    const [code, place] = [await room.code(), await onePlace()];
    await room.rooms.leave('main', place.id, 'left');
    await expect(redeemer()({ place, code })).rejects.toMatchObject({ code: 'place_not_waiting' });
    expect(await leftOf(code)).toBe(1);
    expect(await redeemer()({ place: await onePlace(), code })).toBeGreaterThan(0);
  });

  it('gives the use back for a place that Redis has lost, which says to come again', async () => {
    const [code, place] = [await room.code(), await onePlace()];
    const lost = { ...place, id: place.id.split('').toReversed().join(''), epoch: 0 };
    await expect(redeemer()({ place: lost, code })).rejects.toMatchObject({
      code: 'room_unavailable',
      retryAfterSeconds: 2,
    });
    expect(await leftOf(code)).toBe(1);
  });

  it.each([
    ['before the room took the place over', false],
    ['after the room took the place over', true],
  ])('finishes with the next try, for one use: %s', async (_when, reached) => {
    const [code, place] = [await room.code(2), await onePlace()];
    const crash = new Error('the process died');
    const dying = {
      ...room.rooms,
      promote: async (...call: [string, string]) => {
        if (reached) {
          await room.rooms.promote(...call);
        }
        throw crash;
      },
    };
    await expect(redeemer({ rooms: dying })({ place, code })).rejects.toBe(crash);
    const number = await redeemer()({ place, code });
    expect(await leftOf(code)).toBe(1);
    expect(await room.uses.numberOf(place.id)).toBe(number);
  });

  it('knows the number also when the place was called before the next try', async () => {
    const [code, place] = [await room.code(), await onePlace()];
    const forgetful = { ...room.uses, done: () => Promise.reject(new Error('the process died')) };
    await expect(redeemer({ uses: forgetful })({ place, code })).rejects.toThrow('died');
    await room.redis.zrem(await waitingKey(), place.id);
    expect(await redeemer()({ place, code })).toBeGreaterThan(0);
    expect(await leftOf(code)).toBe(0);
  });
});

async function waitingKey(): Promise<string> {
  const [key = ''] = await room.redis.keys('*{room:main}:waiting');
  return key;
}

describe('whoever tries codes', () => {
  it('is stopped by place, and told when to come back', async () => {
    const attempts = { byPlace: room.attempts('few-place', 3), byNetwork: room.attempts('any') };
    const redeem = redeemer({ attempts });
    const place = await onePlace();
    for (const code of ['AAAA', 'BBBB', 'CCCC']) {
      await expect(redeem({ place, code })).rejects.toMatchObject({ code: 'code_unknown' });
    }
    const refused = redeem({ place, code: await room.code() });
    await expect(refused).rejects.toMatchObject({ code: 'too_many_requests' });
    const { retryAfterSeconds } = (await refused.catch((error: unknown) => error)) as {
      retryAfterSeconds: number;
    };
    expect(retryAfterSeconds).toBeGreaterThan(0);
    expect(await redeem({ place: await onePlace(), code: await room.code() })).toBeGreaterThan(0);
  });

  it('is stopped by network, where right codes do not count', async () => {
    const attempts = { byPlace: room.attempts('any'), byNetwork: room.attempts('few-network', 3) };
    const redeem = redeemer({ attempts });
    const network = '203.0.113.0/24';
    for (const place of await room.arrive(5)) {
      await redeem({ place, code: await room.code(), network });
    }
    const places = await room.arrive(4);
    const tries = places.map((place) => redeem({ place, code: 'WRONG-ONE', network }));
    const { refused } = await settleAll(tries);
    expect(refused).toEqual({ code_unknown: 3, too_many_requests: 1 });
  });
});

it('keeps no code in clear anywhere', async () => {
  const { codes } = await room.batches.create('main', { count: 1, uses: 1 }, room.actor);
  const stored = JSON.stringify([
    await RoomCode.query(room.knex),
    await RoomCodeRedemption.query(room.knex),
    await room.knex('audit_log'),
  ]);
  expect(stored).toContain('room.codes.create');
  expect(stored).not.toContain(codes[0]);
  expect(stored).not.toContain(codes[0]?.replaceAll('-', ''));
});
