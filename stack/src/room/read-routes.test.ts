import { describe, expect, it } from 'vitest';
import { readConcertId, readRoute, routeText } from './read-routes.ts';

describe('a route', () => {
  it.each([
    ['/concerts/42', null, '/concerts/42'],
    ['/Concerts/42/', null, '/concerts/42'],
    ['VIP.example/concerts/42', 'vip.example', '/concerts/42'],
    ['vip.example/', 'vip.example', '/'],
  ])('is read as %s', (text, host, path) => {
    expect(readRoute(text)).toEqual({ host, path });
  });

  it.each([
    ['vip.example', 'is no route'],
    ['/', 'main'],
    ['/wallet', 'buyers of every room'],
    ['vip example/', 'host name'],
  ])('is refused: %s', (text, sentence) => {
    expect(() => readRoute(text)).toThrow(sentence);
  });

  it('is written as it is read', () => {
    for (const text of ['/concerts/42', 'vip.example/']) {
      expect(routeText(readRoute(text))).toBe(text);
    }
  });
});

it('a concert is named by its number', () => {
  expect([readConcertId('42'), readConcertId(undefined)]).toEqual([42, undefined]);
  expect(() => readConcertId('the tour')).toThrow('--concert takes the number');
});
