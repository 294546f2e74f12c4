import { describe, expect, it } from 'vitest';
import { newRoomRoute } from './room-routes.ts';

const taken = (host: string | null, path: string) => newRoomRoute.safeParse({ host, path });

describe('a route that an operator gives', () => {
  it.each([
    [null, '/concerts/42'],
    [null, '/schedules'],
    ['vip.example', '/'],
    ['xn--9n2bp8q.example', '/a_b/c.d/~e-f'],
  ])('is taken: %s %s', (host, path) => {
    expect(taken(host, path).success).toBe(true);
  });

  it.each([
    ['', '/concerts/42', 'host name'],
    ['Vip.example', '/concerts/42', 'host name'],
    ['vip.example:8443', '/concerts/42', 'host name'],
    ['https://vip.example', '/concerts/42', 'host name'],
    ['*.example', '/concerts/42', 'host name'],
    [null, 'concerts/42', 'A path'],
    [null, '/Concerts/42', 'A path'],
    [null, '/concerts/42/', 'A path'],
    [null, '/concerts//42', 'A path'],
    [null, '/concerts/%34', 'A path'],
    [null, '/concerts?x', 'A path'],
    [null, '/concerts/../wallet', '. and ..'],
    [null, '/', 'main'],
    [null, '/api/concerts/42', 'No room guards'],
    [null, '/rooms/main', 'No room guards'],
    [null, '/wallet', 'buyers of every room'],
    ['vip.example', '/reservations/9', 'buyers of every room'],
  ])('is refused: %j %s', (host, path, sentence) => {
    expect(taken(host, path).error?.issues[0]?.message).toContain(sentence);
  });
});
