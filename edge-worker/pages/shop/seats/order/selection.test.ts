import { describe, expect, it } from 'vitest';
import {
  countLeft,
  orderLimit,
  priceTiers,
  readLostSeats,
  sectionOfSeat,
  splitLost,
  toggleSeat,
  totalPrice,
} from './selection.ts';

const sections = [
  { sectionNo: 1, name: 'A', firstSeatNo: 1, seatCount: 4, price: 110_000 },
  { sectionNo: 2, name: 'B', firstSeatNo: 5, seatCount: 4, price: 77_000 },
  { sectionNo: 3, name: 'C', firstSeatNo: 9, seatCount: 2, price: 110_000 },
];
const seats = 'AAHSAAAASS';

describe('choosing seats', () => {
  it('adds a free seat at the end and takes it out again', () => {
    const rules = { seats, limit: 8 };
    expect(toggleSeat([5], 1, rules)).toEqual({ kind: 'changed', selection: [5, 1] });
    expect(toggleSeat([5, 1], 5, rules)).toEqual({ kind: 'changed', selection: [1] });
  });

  it.each([3, 4])('refuses seat %i, which is held or sold', (seatNo) => {
    expect(toggleSeat([], seatNo, { seats, limit: 8 })).toEqual({ kind: 'taken' });
  });

  it('refuses a seat that the hall does not have', () => {
    expect(toggleSeat([], 11, { seats, limit: 8 })).toEqual({ kind: 'taken' });
  });

  it('stops at the limit, but still lets seats go', () => {
    const rules = { seats, limit: 2 };
    expect(toggleSeat([1, 2], 5, rules)).toEqual({ kind: 'limit' });
    expect(toggleSeat([1, 2], 2, rules)).toEqual({ kind: 'changed', selection: [1] });
  });

  it('never allows more than one order can name', () => {
    expect(orderLimit(4)).toBe(4);
    expect(orderLimit(100)).toBe(8);
  });
});

describe('a choice and the newest status', () => {
  it('tells kept from lost seats', () => {
    expect(splitLost([1, 3, 5], seats)).toEqual({ kept: [1, 5], lost: [3] });
  });

  it('reads the lost seats of a problem in either form', () => {
    expect(readLostSeats([3, 4])).toEqual([3, 4]);
    expect(readLostSeats([{ seatNo: 3, row: '1' }])).toEqual([3]);
    expect(readLostSeats(undefined)).toEqual([]);
    expect(readLostSeats(['3', null, {}])).toEqual([]);
  });
});

describe('prices', () => {
  it('adds up over sections', () => {
    expect(totalPrice([1, 5, 6], sections)).toBe(264_000);
    expect(totalPrice([], sections)).toBe(0);
  });

  it('finds the section of the first and last seat', () => {
    expect(sectionOfSeat(sections, 4)?.name).toBe('A');
    expect(sectionOfSeat(sections, 5)?.name).toBe('B');
    expect(sectionOfSeat(sections, 11)).toBeUndefined();
  });

  it('counts what is left of each section', () => {
    expect(sections.map((section) => countLeft(section, seats))).toEqual([2, 4, 0]);
  });

  it('gives sections of one price one tier, dearest first', () => {
    expect(priceTiers(sections)).toEqual([110_000, 77_000]);
  });
});
