import type { Layout } from '@frontrow/protocol';

export type Seat = {
  seatNo: number;
  /** Centre, in tenths of a seat width. */
  x: number;
  y: number;
  sectionNo: number;
  section: string;
  row: string;
  /** The number printed on the seat. */
  label: string;
};

export type Direction = 'left' | 'right' | 'up' | 'down';

const CELL = 20;
const STEPS: Record<Direction, readonly [x: number, y: number]> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

export type SeatIndex = ReturnType<typeof createSeatIndex>;

/** Finds seats of a layout by number, by point and by direction. */
export function createSeatIndex(layout: Layout) {
  const seats = layout.sections.flatMap(seatsOfSection);
  const byNumber = new Map(seats.map((seat) => [seat.seatNo, seat]));
  const cells = Map.groupBy(seats, ({ x, y }) => cellOf(x, y));

  return {
    seats,

    get(seatNo: number): Seat | undefined {
      return byNumber.get(seatNo);
    },

    /** The seat whose centre is nearest to the point, at most `reach` (≤ 20) away. */
    nearest(x: number, y: number, reach: number): Seat | undefined {
      const around = [-CELL, 0, CELL].flatMap((dy) =>
        [-CELL, 0, CELL].flatMap((dx) => cells.get(cellOf(x + dx, y + dy)) ?? []),
      );
      return leastBy(around, (seat) => {
        const distance = Math.hypot(seat.x - x, seat.y - y);
        return distance <= reach ? distance : undefined;
      });
    },

    /** The next seat in a direction: straight ahead counts more than near. */
    neighbour(from: Seat, direction: Direction): Seat | undefined {
      const [stepX, stepY] = STEPS[direction];
      return leastBy(seats, (seat) => {
        const dx = seat.x - from.x;
        const dy = seat.y - from.y;
        const ahead = dx * stepX + dy * stepY;
        const aside = Math.abs(dx * stepY) + Math.abs(dy * stepX);
        return ahead > 1 && aside <= ahead ? ahead + 2 * aside : undefined;
      });
    },
  };
}

function seatsOfSection({ sectionNo, name, rows }: Layout['sections'][number]): Seat[] {
  return rows.flatMap(({ label: row, firstSeatNo, seats }) =>
    seats.map(([x, y], k) => ({
      seatNo: firstSeatNo + k,
      x,
      y,
      sectionNo,
      section: name,
      row,
      label: String(k + 1),
    })),
  );
}

function cellOf(x: number, y: number): string {
  return `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`;
}

/** The item with the least score; an item without one is passed over. */
function leastBy<T>(items: readonly T[], score: (item: T) => number | undefined): T | undefined {
  let least: T | undefined;
  let leastScore = Infinity;
  for (const item of items) {
    const own = score(item) ?? Infinity;
    if (own < leastScore) {
      least = item;
      leastScore = own;
    }
  }
  return least;
}
