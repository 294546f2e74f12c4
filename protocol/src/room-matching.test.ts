import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRoomFinder } from './room-matching.ts';
import type { RoomRoute } from './room-routes.ts';

const anyHost = (path: string): RoomRoute => ({ host: null, path });

const find = createRoomFinder([
  { room: 'main', routes: [] },
  { room: 'forty-two', routes: [anyHost('/concerts/42'), anyHost('/schedules/7')] },
  { room: 'matinee', routes: [anyHost('/schedules/7/matinee')] },
  { room: 'vip', routes: [{ host: 'vip.example', path: '/' }] },
  { room: 'vip-42', routes: [{ host: 'vip.example', path: '/concerts/42' }] },
]);
const roomOf = (path: string, host: string | null = 'shop.example') => find({ host, path }).room;

describe('the room of a request', () => {
  it.each([
    ['/concerts/42', 'forty-two'],
    ['/api/concerts/42', 'forty-two'],
    ['/api/concerts/42/schedules', 'forty-two'],
    ['/schedules/7', 'forty-two'],
    ['/api/schedules/7/reservations', 'forty-two'],
    ['/schedules/7/matinee/front', 'matinee'],
    ['/', 'main'],
    ['/concerts', 'main'],
    ['/concerts/4', 'main'],
    ['/concerts/420', 'main'],
    ['/api', 'main'],
    ['/api/api/concerts/42', 'main'],
    ['/x/concerts/42', 'main'],
  ])('goes by whole segments, page and API alike: %s', (path, room) => {
    expect(roomOf(path)).toBe(room);
  });

  it.each([
    '/CONCERTS/42',
    '/Api/Concerts/42/',
    '//api//concerts//42',
    '/api/concerts/%34%32',
    '/%61pi/concert%73/42',
    '/concerts%2F42',
  ])('is found under any spelling: %s', (path) => {
    expect(roomOf(path)).toBe('forty-two');
  });

  it('reads what cannot be decoded as it is', () => {
    expect(roomOf('/concerts/%')).toBe('main');
    expect(roomOf('/concerts/42/%')).toBe('forty-two');
  });

  it('has a host before any host, and the longest path of each', () => {
    expect(roomOf('/', 'vip.example')).toBe('vip');
    expect(roomOf('/schedules/7', 'vip.example')).toBe('vip');
    expect(roomOf('/concerts/42', 'vip.example')).toBe('vip-42');
    expect(roomOf('/concerts/42', 'VIP.example.:8443')).toBe('vip-42');
    expect(roomOf('/concerts/42', 'vip.example.evil')).toBe('forty-two');
    expect(roomOf('/concerts/42', null)).toBe('forty-two');
  });

  it('is shared where every buyer is served, whoever covers the rest', () => {
    for (const path of ['/wallet', '/api/wallet/charges', '/reservations/9', '/LOGIN', '/api/me']) {
      expect(find({ host: null, path })).toEqual({ room: 'main', isCommon: true });
      expect(find({ host: 'vip.example', path })).toEqual({ room: 'vip', isCommon: true });
    }
    for (const path of ['/', '/api/concerts', '/walleting', '/schedules/7/reservations']) {
      expect(find({ host: null, path }).isCommon).toBe(false);
    }
  });

  it('does not depend on the order in which the rooms are told, even while two have one route', () => {
    const twins = ['b', 'a'].map((room) => ({ room, routes: [anyHost('/concerts/1')] }));
    const asked = { host: null, path: '/concerts/1' };
    expect(createRoomFinder(twins)(asked)).toEqual(createRoomFinder(twins.toReversed())(asked));
  });
});

const segment = fc.constantFrom('a', 'b', 'ab', '1', '10');
const pathOf = fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`);
const route = fc.record({
  host: fc.constantFrom(null, null, 'x.example', 'y.example'),
  path: pathOf,
});

it('never leaves a covered path to main, and never takes one that is not covered', () => {
  fc.assert(
    fc.property(
      fc.array(route, { maxLength: 8 }),
      pathOf,
      fc.constantFrom('x.example', 'y.example', 'z.example'),
      (routes, path, host) => {
        const rooms = routes.map((own, index) => ({ room: `room-${index}`, routes: [own] }));
        const covering = rooms.filter(({ routes: [own] }) => own && covers(own, host, path));
        const { room } = createRoomFinder(rooms)({ host, path: `/api${path}` });
        const found = covering.find((one) => one.room === room)?.routes[0];
        expect(room === 'main').toBe(covering.length === 0);
        for (const {
          routes: [other],
        } of covering) {
          expect(other && found && isAsSpecific(found, other)).toBe(true);
        }
      },
    ),
  );
});

function covers(own: RoomRoute, host: string, path: string): boolean {
  const isOnHost = own.host === null || own.host === host;
  return isOnHost && `${path}/`.startsWith(own.path === '/' ? '/' : `${own.path}/`);
}

function isAsSpecific(found: RoomRoute, other: RoomRoute): boolean {
  return (found.host === null) === (other.host === null)
    ? found.path.length >= other.path.length
    : found.host !== null;
}
