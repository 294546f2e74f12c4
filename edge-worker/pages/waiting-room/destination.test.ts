import { describe, expect, it } from 'vitest';
import { readDestination } from './destination.ts';
import { HOSTILE_TEXTS } from './testing/hostile-texts.ts';

const SHOP = 'https://shop.example';

describe('readDestination', () => {
  it.each(['/', '/concerts/42', '/concerts?genre=rock&page=2', '/%EA%B3%B5%EC%97%B0'])(
    'keeps %s as it is',
    (wanted) => expect(readDestination(wanted, SHOP)).toBe(wanted),
  );

  it.each(HOSTILE_TEXTS)('never leads out of the shop: %j', (wanted) => {
    const destination = readDestination(wanted, SHOP);
    expect(destination).toMatch(/^\/(?![/\\])/);
    expect(new URL(destination, SHOP).origin).toBe(SHOP);
  });

  it('goes to the front page when the address is of another site', () => {
    expect(readDestination('//evil.test/tickets', SHOP)).toBe('/');
  });
});
