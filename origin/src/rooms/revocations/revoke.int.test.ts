import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import {
  openTestRoom,
  placeOf,
  randomPlaceId,
  scriptsWithout,
  type TestRoom,
  type TestVisitor,
} from '../../testing/room.ts';
import { roomKeys } from '../store/room-keys.ts';
import type { RoomScripts } from '../store/room-scripts.ts';
import { newRevocation, type Revocation, REVOKES_NOBODY } from './room-revocations.ts';

const rooms: TestRoom[] = [];

afterEach(() => {
  for (const room of rooms.splice(0)) {
    room.redis.disconnect();
  }
});

/** Three inside under the numbers 1 to 3, two who wait under 4 and 5. */
async function openFullRoom(scripts?: RoomScripts) {
  const settings = { total_active_users: 3, new_users_per_minute: 600 };
  const room = await openTestRoom({ settings, ...(scripts === undefined ? {} : { scripts }) });
  rooms.push(room);
  const visitors = await room.arrive(5);
  for (const visitor of visitors.slice(0, 3)) {
    expect(await room.enter(visitor)).toBe('active');
  }
  const [first, second, third, fourth, fifth] = visitors as [
    TestVisitor,
    TestVisitor,
    TestVisitor,
    TestVisitor,
    TestVisitor,
  ];
  return { room, first, second, third, fourth, fifth };
}

let serial = 0;
const revocation = (changes: Partial<Revocation>): Revocation => ({
  id: (serial += 1),
  ...REVOKES_NOBODY,
  ...changes,
});
const totalOf = async ({ redis, keyPrefix }: TestRoom) =>
  Number(await redis.hget(`${keyPrefix}{room:main}:state`, 'revoked'));

describe('a revoked place', () => {
  it('is out at once, for good, and its slot goes to the next one', async () => {
    const { room, first, fourth } = await openFullRoom();
    expect(await room.store.revoke('main', revocation({ placeId: first.id }))).toBe(1);
    expect(await room.enter(first)).toBe('ended');
    await room.advance();
    expect(await room.enter(fourth)).toBe('active');
    expect(await room.enter(first, true)).toBe('ended');
    expect(await totalOf(room)).toBe(1);
  });

  it('is not let in again by its session and an older epoch, nor restored into the line', async () => {
    const { room, first } = await openFullRoom();
    const old = { ...first, epoch: 0 };
    await room.store.revoke('main', revocation({ placeId: first.id }));
    expect(await room.enter(old, true)).toBe('ended');
    const back = await room.store.arrive('main', [{ id: first.id, number: first.number }]);
    expect(back).toMatchObject({ places: [{ number: 1, called: true }] });
    expect(await room.enter(first)).toBe('ended');
    expect(await room.snapshot()).toMatchObject({ waiting: 2 });
  });
});

/** The judge looks for ids among those inside alone, so no revoked one may be there, however it came to be revoked. */
describe('those inside', () => {
  const ways: [string, (room: TestRoom, id: string, other: string) => Promise<unknown>][] = [
    [
      'revoked by an operator',
      (room, id) => room.store.revoke('main', revocation({ placeId: id })),
    ],
    ['revoked by the shop', (room, id) => room.store.leave('main', id, 'revoked')],
    [
      'moved to another browser',
      (room, id) =>
        room.store.move(
          'main',
          placeOf({ id, number: 1, called: true, epoch: 1 }),
          randomPlaceId(),
        ),
    ],
    [
      'moved to an id that has been revoked',
      async (room, id, other) => {
        await room.store.leave('main', other, 'revoked');
        await room.store.move('main', placeOf({ id, number: 1, called: true, epoch: 1 }), other);
      },
    ],
  ];

  it.each(ways)('are none of the places that were %s', async (_how, end) => {
    const { room, first, second } = await openFullRoom();
    await end(room, first.id, second.id);
    expect(await insideAndRevoked(room)).toEqual([]);
  });

  it('would be, and go on, if a place left them with its next request only (negative control)', async () => {
    const { room, first } = await openFullRoom(
      scriptsWithout(" + redis.call('ZREM', ACTIVE, place)", ''),
    );
    await room.store.revoke('main', revocation({ placeId: first.id }));
    expect(await insideAndRevoked(room)).toEqual([first.id]);
    expect(await room.enter(first)).toBe('active');
  });

  async function insideAndRevoked({ redis, keyPrefix }: TestRoom): Promise<string[]> {
    const inside = await redis.zrange(`${keyPrefix}{room:main}:active`, '0', '-1');
    const revoked = await redis.zrange(`${keyPrefix}{room:main}:revoked`, '0', '-1');
    return inside.filter((id) => revoked.includes(id));
  }
});

describe('a revoked wave', () => {
  it('ends its places inside with their next request, and those in line at once', async () => {
    const { room, first, second, third, fourth, fifth } = await openFullRoom();
    expect(await room.store.revoke('main', revocation({ numbers: { from: 2, to: 4 } }))).toBe(1);
    const { waiting, revokedNumbers } = await room.snapshot();
    expect([waiting, revokedNumbers]).toEqual([1, [{ from: 2, to: 4 }]]);
    expect(await Promise.all([second, third, fourth].map((one) => room.enter(one)))).toEqual([
      'ended',
      'ended',
      'ended',
    ]);
    expect(await room.enter(first)).toBe('active');
    expect(await room.enter(fifth)).toBe('waiting');
    expect(await totalOf(room)).toBe(3);
  });

  it('would go on inside without the check', async () => {
    const { room, second } = await openFullRoom(
      scriptsWithout('wave.from <= at and at <= wave.to', 'false'),
    );
    await room.store.revoke('main', revocation({ numbers: { from: 2, to: 2 } }));
    expect(await room.enter(second)).toBe('active');
  });

  it('is remembered once where a later one covers it', async () => {
    const { room } = await openFullRoom();
    await room.store.revoke('main', revocation({ numbers: { from: 2, to: 3 } }));
    await room.store.revoke('main', revocation({ numbers: { from: 1, to: 4 } }));
    expect((await room.snapshot()).revokedNumbers).toEqual([{ from: 1, to: 4 }]);
  });
});

describe('a revoked epoch', () => {
  it('ends everybody at once, and whoever comes now is let in', async () => {
    const { room, first, fifth } = await openFullRoom();
    const everybody = revocation({ numbers: { from: 1, to: 5 }, epoch: 1 });
    expect(await room.store.revoke('main', everybody)).toBe(5);
    expect(await room.snapshot()).toMatchObject({ waiting: 0, called: 0, active: 0 });
    expect([await room.enter(first, true), await room.enter(fifth)]).toEqual(['ended', 'ended']);
    const [newcomer] = await room.arrive(1);
    expect(newcomer && (await room.enter(newcomer))).toBe('active');
    expect(await totalOf(room)).toBe(5);
    // Told again after a loss of Redis, say: those who came since stay.
    expect(await room.store.revoke('main', everybody)).toBe(0);
    expect(newcomer && (await room.enter(newcomer))).toBe('active');
  });
});

describe('a revoked epoch, after Redis has lost its memory', () => {
  /** Everybody of epoch 1 goes: one in the priority lane, one with a ticket that is not drawn. Then epoch 2 begins. */
  async function loseAfterwards(options: { scripts?: RoomScripts } = {}) {
    const settings = { total_active_users: 1, queueing_method: 'random' as const };
    const room = await openTestRoom({ settings, ...options });
    rooms.push(room);
    const [, promoted, ticketed] = await room.arrive(3);
    await room.store.promote('main', promoted?.id ?? '');
    const { id, ...everybody } = revocation(newRevocation({ epoch: true }, await room.snapshot()));
    await room.redis.del(...roomKeys(room.keyPrefix, 'main'));
    const start = { epoch: 2, issued: 100, calledUpTo: 0, graceMs: 0 };
    await room.store.open('main', { version: 1, settings: room.settings, ...start });
    await room.store.revoke('main', { id, ...everybody });
    return { room, promoted, ticketed };
  }
  const shown = (visitor: TestVisitor | undefined, changes: object) => ({
    ...placeOf({ id: '', number: 0, called: true, epoch: 1, ...visitor, ...changes }),
  });

  it('stays over for the priority lane and for tickets, and for nobody who came later', async () => {
    const { room, promoted, ticketed } = await loseAfterwards();
    const inLane = { ...shown(promoted, { number: 1 }), lane: 'priority' as const, ticket: null };
    const withTicket = shown(ticketed, {});
    const { places } = await room.store.arrive('main', [
      { id: inLane.id, lane: 'priority', number: 1 },
      { id: withTicket.id, ticket: withTicket.ticket ?? undefined },
      { id: randomPlaceId(), lane: 'priority', number: 2 },
      { id: randomPlaceId(), ticket: { draw: withTicket.ticket?.draw ?? 0, index: 2 } },
    ]);
    // To the door, where they learn it; the others wait.
    expect(places.map(({ called }) => called)).toEqual([true, true, false, false]);
    expect((await room.snapshot()).waiting).toBe(2);
    for (const place of [inLane, withTicket]) {
      expect((await room.store.enter('main', place, false)).kind).toBe('ended');
    }
  });

  it('stays over for a ticket whose number has been drawn since, too', async () => {
    const { room, ticketed } = await loseAfterwards();
    const ticket = shown(ticketed, {}).ticket ?? undefined;
    const id = ticketed?.id ?? '';
    const { places } = await room.store.arrive('main', [{ id, number: 50, ticket }]);
    expect(places.map(({ called }) => called)).toEqual([true]);
    const place = { ...shown(ticketed, {}), number: 50, epoch: 2 };
    expect((await room.store.enter('main', place, false)).kind).toBe('ended');
  });

  it('would come back without what MySQL remembers of them (negative control)', async () => {
    const forgetful = scriptsWithout('wave.from <= at and at <= wave.to', 'false');
    const { room, promoted } = await loseAfterwards({ scripts: forgetful });
    await room.store.arrive('main', [{ id: promoted?.id ?? '', lane: 'priority', number: 1 }]);
    expect((await room.snapshot()).waiting).toBe(1);
  });
});

describe('an extended session', () => {
  it('is whole again, also where sessions are fixed; none begins by it', async () => {
    const room = await openTestRoom({
      settings: { session_duration: 0.01, disable_session_renewal: true, total_active_users: 1 },
    });
    rooms.push(room);
    const [inside, waiting] = await room.arrive(2);
    expect(inside && (await room.enter(inside))).toBe('active');
    await sleep(400);
    expect(await room.store.extend('main', inside?.id ?? '')).toMatchObject({ kind: 'active' });
    await sleep(400);
    expect(inside && (await room.enter(inside))).toBe('active');
    expect(await room.store.extend('main', waiting?.id ?? '')).toEqual({ kind: 'ended' });
  });
});
