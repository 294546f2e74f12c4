import type { Layout } from '@frontrow/protocol';

/** Section A: two rows of three. Section B, beyond an aisle: two rows of two. */
export const smallHall: Layout = {
  id: 1,
  venueId: 1,
  seatCount: 10,
  width: 70,
  height: 20,
  stage: { x: 0, y: -20, width: 70, height: 10 },
  sections: [
    { sectionNo: 1, name: 'A', rows: [row('1', 1, 0, 3, 0), row('2', 4, 0, 3, 10)] },
    { sectionNo: 2, name: 'B', rows: [row('1', 7, 50, 2, 0), row('2', 9, 50, 2, 10)] },
  ],
};

// oxlint-disable-next-line max-params -- a row is these five numbers
function row(label: string, firstSeatNo: number, x: number, count: number, y: number) {
  const seats = Array.from({ length: count }, (_, k): [number, number] => [x + 10 * k, y]);
  return { label, firstSeatNo, seats };
}
