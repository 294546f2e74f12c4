import type { Layout } from '@frontrow/protocol';

export type SectionPlan = {
  name: string;
  /** Seats of each row, the front row first. */
  rows: number[];
  /** Without a place, sections stand side by side in the order given. Lengths are in seat widths. */
  place?: BlockPlace | ArcPlace;
};
/** Straight rows; `x` is the middle of the section, `y` its front row's distance from the stage. */
export type BlockPlace = { kind: 'block'; x: number; y: number };
/** Rows bent around the middle of the stage; `direction` in degrees, 0 is straight ahead of it. */
export type ArcPlace = { kind: 'arc'; radius: number; direction: number };

export type SectionRange = {
  sectionNo: number;
  name: string;
  firstSeatNo: number;
  seatCount: number;
};

export type BuiltLayout = {
  seatCount: number;
  geometry: Omit<Layout, 'id' | 'venueId' | 'seatCount'>;
  sections: SectionRange[];
};

type Section = Layout['sections'][number];
type Row = Section['rows'][number];
type Point = Row['seats'][number];

/** Tenths of a seat width, the unit of `Layout`. */
const SEAT = 10;
/** Rows are a little deeper than seats are wide; in seat widths. */
const ROW_DEPTH = 1.2;
const AISLE = 2;
const MARGIN = 20;
const STAGE_HEIGHT = 40;
const STAGE_GAP = 30;

/**
 * Numbers the seats of a hall and says where each is. Seat numbers count up from 1 through sections,
 * rows and seats, so that every section and every row is one unbroken range.
 */
export function buildLayout(plans: readonly SectionPlan[]): BuiltLayout {
  const sections: Section[] = [];
  const ranges: SectionRange[] = [];
  let nextSeatNo = 1;
  let nextX = 0;
  for (const [index, plan] of plans.entries()) {
    const width = Math.max(...plan.rows);
    const place = plan.place ?? { kind: 'block', x: nextX + width / 2, y: 0 };
    const sectionNo = index + 1;
    const rows = buildRows(plan.rows, place, nextSeatNo);
    const seatCount = plan.rows.reduce((sum, seats) => sum + seats, 0);
    sections.push({ sectionNo, name: plan.name, rows });
    ranges.push({ sectionNo, name: plan.name, firstSeatNo: nextSeatNo, seatCount });
    nextSeatNo += seatCount;
    nextX += width + AISLE;
  }
  return { seatCount: nextSeatNo - 1, geometry: frame(sections), sections: ranges };
}

/** A, B, … Z, AA, AB, … */
export function rowLabel(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? letter : rowLabel(Math.floor(index / 26) - 1) + letter;
}

function buildRows(rows: number[], place: BlockPlace | ArcPlace, first: number): Row[] {
  let firstSeatNo = first;
  return rows.map((seatCount, index) => {
    const seats = Array.from({ length: seatCount }, (_, seat) =>
      locate(place, index * ROW_DEPTH, seat - (seatCount - 1) / 2),
    );
    const row = { label: rowLabel(index), firstSeatNo, seats };
    firstSeatNo += seatCount;
    return row;
  });
}

/** `depth` behind the front row and `aside` from the row's middle, in seat widths. */
function locate(place: BlockPlace | ArcPlace, depth: number, aside: number): Point {
  if (place.kind === 'block') {
    return [place.x + aside, place.y + depth];
  }
  const radius = place.radius + depth;
  // Seats stay one seat width apart along the arc, whatever its radius.
  const angle = (place.direction * Math.PI) / 180 + aside / radius;
  return [radius * Math.sin(angle), radius * Math.cos(angle)];
}

/** Puts the stage above the foremost seat, moves all to positive coordinates and measures the whole. */
function frame(sections: Section[]): BuiltLayout['geometry'] {
  const seats = sections.flatMap(({ rows }) => rows.flatMap((row) => row.seats));
  const left = seats.reduce((least, [x]) => Math.min(least, x), Infinity);
  const top = seats.reduce((least, [, y]) => Math.min(least, y), Infinity);
  const right = seats.reduce((most, [x]) => Math.max(most, x), -Infinity);
  const bottom = seats.reduce((most, [, y]) => Math.max(most, y), -Infinity);
  const firstRowY = MARGIN + STAGE_HEIGHT + STAGE_GAP + SEAT / 2;
  const place = ([x, y]: Point): Point => [
    Math.round((x - left) * SEAT + SEAT / 2 + MARGIN),
    Math.round((y - top) * SEAT + firstRowY),
  ];
  const width = Math.round((right - left) * SEAT + SEAT + 2 * MARGIN);
  const stageWidth = Math.round(width * 0.4);
  return {
    width,
    height: Math.round((bottom - top) * SEAT + firstRowY + SEAT / 2 + MARGIN),
    stage: {
      x: Math.round((width - stageWidth) / 2),
      y: MARGIN,
      width: stageWidth,
      height: STAGE_HEIGHT,
    },
    sections: sections.map((section) => ({
      ...section,
      rows: section.rows.map((row) => ({ ...row, seats: row.seats.map(place) })),
    })),
  };
}
