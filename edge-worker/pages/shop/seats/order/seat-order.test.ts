import type { ScheduleDetail } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { createSeatIndex } from '../map/seat-index.ts';
import { smallHall } from '../testing/small-hall.ts';
import { createSeatOrder } from './seat-order.ts';

const schedule: ScheduleDetail = {
  id: 7,
  concertId: 1,
  startsAt: '2027-01-01T10:00:00.000Z',
  venue: { id: 1, name: 'Hall', city: 'Seoul' },
  layoutId: 1,
  seatsTotal: 10,
  seatsLeft: 10,
  priceFrom: 1000,
  concertTitle: 'Title',
  artist: 'Artist',
  sections: [
    { sectionNo: 1, name: 'A', firstSeatNo: 1, seatCount: 6, price: 2000 },
    { sectionNo: 2, name: 'B', firstSeatNo: 7, seatCount: 4, price: 1000 },
  ],
  seatLimit: 3,
  onSale: true,
};

function setUp(seats = 'AAAAAAAAHS') {
  const kept = new Map<string, string>();
  const store = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
  const status = (now: string) => ({ scheduleId: 7, seatsLeft: 0, seats: now });
  const index = createSeatIndex(smallHall);
  const open = () => createSeatOrder({ schedule, index, first: status(seats), store });
  return { open, status };
}

describe('a seat order', () => {
  it('adds up what is chosen', () => {
    const order = setUp().open();
    order.toggle(1);
    order.toggle(7);
    expect(order.selection.value).toEqual([1, 7]);
    expect(order.total.value).toBe(3000);
  });

  it('says why a seat cannot be chosen', () => {
    const order = setUp().open();
    order.toggle(9);
    expect(order.notice.value).toMatchObject({ kind: 'notFree', state: 'H', seat: { seatNo: 9 } });
    [1, 2, 3, 4].forEach((seatNo) => order.toggle(seatNo));
    expect(order.notice.value).toEqual({ kind: 'limit', limit: 3 });
    expect(order.selection.value).toEqual([1, 2, 3]);
  });

  it('lets seats go that somebody else got, and names them', () => {
    const { open, status } = setUp();
    const order = open();
    order.toggle(1);
    order.toggle(2);
    order.show(status('AHAAAAAAHS'));
    expect(order.selection.value).toEqual([1]);
    expect(order.notice.value).toMatchObject({ kind: 'lost', seats: [{ seatNo: 2 }] });
  });

  it('does not take its own hold for somebody else', async () => {
    const { open, status } = setUp();
    const order = open();
    order.toggle(1);
    await order.whileHolding(async () => order.show(status('HAAAAAAAHS')));
    expect(order.selection.value).toEqual([1]);
    expect(order.notice.value).toBeUndefined();
  });

  it('is there again after a reload, without the seats that went meanwhile', () => {
    const { open } = setUp();
    const before = open();
    before.toggle(1);
    before.toggle(2);
    expect(open().selection.value).toEqual([1, 2]);
    before.forget();
    expect(open().selection.value).toEqual([]);
  });
});
