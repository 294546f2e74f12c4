import { describe, expect, it } from 'vitest';
import { createIdempotencyKeys } from './idempotency-keys.ts';

function setUp() {
  const kept = new Map<string, string>();
  const clock = { now: 1_000 };
  let made = 0;
  const store = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
  const open = () =>
    createIdempotencyKeys({ store, now: () => clock.now, newKey: () => `key-${++made}` });
  return { open, clock };
}

describe('idempotency keys', () => {
  it('keep one key for an intent until it is settled', () => {
    const keys = setUp().open();
    expect(keys.keyFor('pay:1')).toBe('key-1');
    expect(keys.keyFor('pay:1')).toBe('key-1');
    keys.settle('pay:1');
    expect(keys.keyFor('pay:1')).toBe('key-2');
  });

  it('give another intent another key', () => {
    const keys = setUp().open();
    expect(keys.keyFor('pay:1')).not.toBe(keys.keyFor('pay:2'));
  });

  it('survive a reload of the page', () => {
    const { open } = setUp();
    expect(open().keyFor('pay:1')).toBe(open().keyFor('pay:1'));
  });

  it('take the same wish a quarter of an hour later for a new one', () => {
    const { open, clock } = setUp();
    const before = open().keyFor('charge:5000');
    clock.now += 15 * 60 * 1000;
    expect(open().keyFor('charge:5000')).not.toBe(before);
  });
});
