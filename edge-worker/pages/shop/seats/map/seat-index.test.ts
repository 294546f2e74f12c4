import { describe, expect, it } from 'vitest';
import { smallHall } from '../testing/small-hall.ts';
import { createSeatIndex } from './seat-index.ts';

const index = createSeatIndex(smallHall);

describe('a seat index', () => {
  it('numbers seats through sections and rows', () => {
    expect(index.seats.map(({ seatNo }) => seatNo)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(index.get(6)).toMatchObject({ section: 'A', row: '2', label: '3' });
    expect(index.get(11)).toBeUndefined();
  });

  it('finds the seat nearest to a point', () => {
    expect(index.nearest(13, 1, 8)?.seatNo).toBe(2);
    expect(index.nearest(18, 11, 8)?.seatNo).toBe(6);
  });

  it('finds nothing where no seat is within reach', () => {
    expect(index.nearest(34, 5, 8)).toBeUndefined();
  });

  it.each([
    [1, 'right', 2],
    [2, 'left', 1],
    [2, 'down', 5],
    [5, 'up', 2],
    [3, 'right', 7],
    [9, 'left', 6],
  ] as const)('moves from seat %i to the %s', (from, direction, to) => {
    const seat = index.get(from);
    expect(seat && index.neighbour(seat, direction)?.seatNo).toBe(to);
  });

  it('stays where nothing lies in that direction', () => {
    const seat = index.get(1);
    expect(seat && index.neighbour(seat, 'up')).toBeUndefined();
  });
});
