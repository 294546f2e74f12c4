import { describe, expect, it } from 'vitest';
import { createAddresses } from './addresses.ts';

const STATUS = 'https://shop.example/rooms/main/status';
const LOG_OUT = 'https://shop.example/api/logins/current';

describe('the address of a request', () => {
  it('is its target, its route and the methods of that', () => {
    const addressOf = createAddresses();
    expect(addressOf({ method: 'GET', url: `${STATUS}?x=1` })).toEqual({
      target: { path: '/rooms/main/status', search: '?x=1' },
      route: { kind: 'room', room: 'main', call: 'status' },
      methods: ['GET', 'HEAD'],
    });
  });

  it('is read once for those who ask the same, by method and query', () => {
    const addressOf = createAddresses();
    const first = addressOf({ method: 'GET', url: STATUS });
    expect(addressOf({ method: 'GET', url: STATUS })).toBe(first);
    expect(addressOf({ method: 'GET', url: `${STATUS}?x=1` })?.target.search).toBe('?x=1');
    expect(addressOf({ method: 'GET', url: LOG_OUT })?.route.kind).toBe('guarded-api');
    expect(addressOf({ method: 'DELETE', url: LOG_OUT })?.route.kind).toBe('open-api');
  });

  it('is none for a path that can be read in two ways, each time', () => {
    const addressOf = createAddresses();
    const url = 'https://shop.example/api//concerts';
    expect([addressOf({ method: 'GET', url }), addressOf({ method: 'GET', url })]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('is not kept where it is long', () => {
    const addressOf = createAddresses();
    const long = { method: 'GET', url: `${STATUS}?${'x'.repeat(256)}` };
    expect(addressOf(long)).toEqual(addressOf(long));
    expect(addressOf(long)).not.toBe(addressOf(long));
  });
});
