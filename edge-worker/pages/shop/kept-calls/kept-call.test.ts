import { describe, expect, it } from 'vitest';
import { createKeptCalls, type KeptCall } from './kept-call.ts';

function setUp() {
  const texts = new Map<string, string>();
  const clock = { now: 1_000 };
  const store = {
    getItem: (name: string) => texts.get(name) ?? null,
    setItem: (name: string, text: string) => void texts.set(name, text),
    removeItem: (name: string) => void texts.delete(name),
  };
  const open = () => createKeptCalls({ store, now: () => clock.now });
  return { open, clock, texts };
}

const hold: Omit<KeptCall, 'keptAt'> = {
  wish: { kind: 'hold', scheduleId: 7, seats: [{ section: 'A', row: '1', seat: '12' }] },
  method: 'POST',
  path: '/api/schedules/7/reservations',
  body: { seats: [{ seatNo: 12 }] },
  key: 'the-first-key',
};

describe('kept calls', () => {
  it('survive a reload with their body and their key', () => {
    const { open, clock } = setUp();
    open().keep(hold);
    expect(open().find()).toEqual({ ...hold, keptAt: clock.now });
  });

  it('are one: the newer wish takes the place of the older', () => {
    const { open } = setUp();
    open().keep(hold);
    open().keep({ ...hold, wish: { kind: 'pay', reservationId: 3 } });
    expect(open().find()?.wish.kind).toBe('pay');
  });

  it('are gone after three hours, or when forgotten', () => {
    const { open, clock } = setUp();
    open().keep(hold);
    clock.now += 3 * 60 * 60 * 1000 + 1;
    expect(open().find()).toBeUndefined();
    open().keep(hold);
    open().forget();
    expect(open().find()).toBeUndefined();
  });

  it.each([
    ['broken', '{"wish":'],
    ['of another shape', '{"wish":{"kind":"dance"}}'],
    ['for another server', JSON.stringify({ ...hold, path: 'https://evil.test/', keptAt: 1_000 })],
  ])('are nothing when %s', (_what, text) => {
    const { open, texts } = setUp();
    texts.set('frontrow.kept-call', text);
    expect(open().find()).toBeUndefined();
  });
});
