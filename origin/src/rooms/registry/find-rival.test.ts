import { createRoomFinder, type RoomRoute } from '@frontrow/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRival, routeText } from './find-rival.ts';

/** `vip.example/concerts/42`, or `/concerts/42` for any host. */
function read(text: string): RoomRoute {
  const slash = text.indexOf('/');
  return { host: slash === 0 ? null : text.slice(0, slash), path: text.slice(slash) };
}
const rivalOf = (own: string, other: string) =>
  findRival({ room: 'own', routes: [read(own)] }, [{ room: 'other', routes: [read(other)] }]);

describe('a route of another room', () => {
  it.each([
    ['/concerts/42', '/concerts/42'],
    ['vip.example/concerts', 'vip.example/concerts'],
  ])('is a rival where it is the same: %s', (own, other) => {
    expect(rivalOf(own, other)).toMatchObject({ room: 'other', isSame: true });
  });

  it.each([
    ['vip.example/', '/concerts/42'],
    ['/concerts/42', 'vip.example/concerts'],
  ])('is a rival where neither is the more specific: %s and %s', (own, other) => {
    const rival = rivalOf(own, other);
    expect(rival).toMatchObject({ room: 'other', isSame: false });
    expect(rival && [routeText(rival.against), routeText(rival.route)]).toEqual([own, other]);
  });

  it.each([
    ['/concerts', '/concerts/42'],
    ['/concerts/4', '/concerts/42'],
    ['/concerts/42', 'vip.example/concerts/42'],
    ['/concerts', 'vip.example/concerts/42'],
    ['a.example/concerts', 'b.example/concerts'],
    ['/concerts/42', '/schedules/42'],
  ])('is none where the more specific wins, or they never meet: %s and %s', (own, other) => {
    expect(rivalOf(own, other)).toBeUndefined();
    expect(rivalOf(other, own)).toBeUndefined();
  });

  it('may be as many of the own ones as there are', () => {
    const own = { room: 'own', routes: [read('/concerts/42')] };
    expect(findRival(own, [own])).toBeUndefined();
  });
});

const route = fc.record({
  host: fc.constantFrom(null, null, 'x.example', 'y.example'),
  path: fc
    .array(fc.constantFrom('a', 'b', 'ab'), { maxLength: 3 })
    .map((segments) => `/${segments.join('/')}`),
});

it('without rivals, the routes that cover a request lie within each other, and the innermost wins', () => {
  fc.assert(
    fc.property(fc.array(route, { maxLength: 8 }), route, (routes, asked) => {
      const rooms: { room: string; routes: RoomRoute[] }[] = [];
      for (const own of routes) {
        const one = { room: `room-${rooms.length}`, routes: [own] };
        if (findRival(one, rooms) === undefined) {
          rooms.push(one);
        }
      }
      const { path } = asked;
      const host = asked.host ?? 'z.example';
      const covering = rooms.filter(({ room, routes: own }) => {
        return createRoomFinder([{ room, routes: own }])({ host, path }).room === room;
      });
      const { room } = createRoomFinder(rooms)({ host, path });
      const innermost = covering.filter(({ routes: [inner] }) =>
        covering.every(({ routes: [outer] }) => inner && outer && isWithin(inner, outer)),
      );
      expect(innermost.map((one) => one.room)).toEqual(covering.length === 0 ? [] : [room]);
    }),
    { numRuns: 500 },
  );
});

function isWithin(inner: RoomRoute, outer: RoomRoute): boolean {
  const isOnHost = outer.host === null || outer.host === inner.host;
  return isOnHost && (outer.path === '/' || `${inner.path}/`.startsWith(`${outer.path}/`));
}
