import { type BuiltLayout, buildLayout } from '../../build-layout.ts';

export type LoadHall = {
  name: string;
  city: string;
  layout: BuiltLayout;
  seatCount: number;
  /** By seat number, the first at 0. */
  sectionOf: number[];
  sections: number;
};

const ROW = 10;

/** Few halls for millions of dates, of 50 seats on average. A schedule's hall follows from its number alone. */
export const HALLS: LoadHall[] = [
  hall('Cellar', 'Seoul', [2]),
  hall('Studio', 'Busan', [2, 2]),
  hall('Theatre', 'Daegu', [2, 3]),
  hall('Playhouse', 'Seoul', [3, 3, 3]),
];

export const SEATS_OF_ALL_HALLS = HALLS.reduce((sum, { seatCount }) => sum + seatCount, 0);

export function hallIndexOf(scheduleId: number): number {
  return (scheduleId - 1) % HALLS.length;
}

export function hallOf(scheduleId: number): LoadHall {
  return at(HALLS, hallIndexOf(scheduleId));
}

const TOP_PRICES = [60_000, 80_000, 110_000, 140_000];
const SECTION_SHARES = [1, 0.8, 0.6];

/** In points; the front section is the dearest. */
export function priceOf(scheduleId: number, sectionNo: number): number {
  const top = at(TOP_PRICES, Math.floor((scheduleId - 1) / HALLS.length) % TOP_PRICES.length);
  return Math.round((top * at(SECTION_SHARES, sectionNo - 1)) / 1000) * 1000;
}

/** A party is a group of neighbours in a row of ten: of two, four, one and three. */
const PARTY_SIZES = [2, 4, 1, 3];
const PARTY_STARTS = [0, 2, 6, 7];
const PARTIES_A_ROW = PARTY_SIZES.length;

/** As many parties as fill the hall. */
export function partiesIn(hall: LoadHall): number {
  return (hall.seatCount / ROW) * PARTIES_A_ROW;
}

/** The numbers of the seats of a party. */
export function seatsOfParty(party: number): number[] {
  const first = Math.floor(party / PARTIES_A_ROW) * ROW + at(PARTY_STARTS, party % PARTIES_A_ROW);
  return Array.from(
    { length: at(PARTY_SIZES, party % PARTIES_A_ROW) },
    (_, seat) => first + seat + 1,
  );
}

function hall(name: string, city: string, rowsOfSections: number[]): LoadHall {
  const layout = buildLayout(
    rowsOfSections.map((rows, index) => ({
      name: String.fromCodePoint(65 + index),
      rows: Array.from({ length: rows }, () => ROW),
    })),
  );
  const sectionOf = layout.sections.flatMap(({ sectionNo, seatCount }) =>
    Array.from({ length: seatCount }, () => sectionNo),
  );
  const { seatCount } = layout;
  return { name, city, layout, seatCount, sectionOf, sections: rowsOfSections.length };
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) {
    throw new RangeError(`There is no ${index} in a list of ${list.length}.`);
  }
  return found;
}
