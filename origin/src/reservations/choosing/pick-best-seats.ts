import type { SeatPosition } from '../layout-index.ts';

type Point = { x: number; y: number };

/** Neighbours stand no farther apart than this many times the row's closest pair: an aisle parts them. */
const AISLE = 1.5;
/** Scattered seats are looked for among so many of the best free ones, around the very best: bounded work. */
const CANDIDATES = 200;
const ANCHORS = 16;

/** The `count` neighbouring seats of one row that are nearest to the stage, or undefined. */
export function pickAdjacent(
  rows: SeatPosition[][],
  { isFree, count, focus }: { isFree: (seatNo: number) => boolean; count: number; focus: Point },
): number[] | undefined {
  let best: { seats: SeatPosition[]; cost: number } | undefined;
  for (const row of rows) {
    for (const seats of windowsOf(row, count, isFree)) {
      const cost = sum(seats.map((seat) => distance(seat, focus)));
      if (best === undefined || cost < best.cost) {
        best = { seats, cost };
      }
    }
  }
  return best?.seats.map(({ seatNo }) => seatNo);
}

/** Where no row has enough neighbours left: the free seats that are closest to each other. */
export function pickClosest(
  free: SeatPosition[],
  { count, focus }: { count: number; focus: Point },
): number[] | undefined {
  if (free.length < count) {
    return undefined;
  }
  const candidates = free
    .toSorted((a, b) => distance(a, focus) - distance(b, focus))
    .slice(0, CANDIDATES);
  let best: { seats: SeatPosition[]; spread: number } | undefined;
  for (const anchor of candidates.slice(0, ANCHORS)) {
    const seats = candidates
      .toSorted((a, b) => distance(a, anchor) - distance(b, anchor))
      .slice(0, count);
    const spread = sum(seats.map((seat) => distance(seat, anchor)));
    if (best === undefined || spread < best.spread) {
      best = { seats, spread };
    }
  }
  return best?.seats.map(({ seatNo }) => seatNo).sort((a, b) => a - b);
}

function* windowsOf(row: SeatPosition[], count: number, isFree: (seatNo: number) => boolean) {
  const reach = AISLE * Math.min(...row.slice(1).map((seat, k) => distance(seat, row[k] ?? seat)));
  let run: SeatPosition[] = [];
  for (const seat of row) {
    const last = run.at(-1);
    if (!isFree(seat.seatNo)) {
      run = [];
      continue;
    }
    run = last !== undefined && distance(last, seat) > reach ? [seat] : [...run, seat];
    if (run.length >= count) {
      yield run.slice(-count);
    }
  }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
