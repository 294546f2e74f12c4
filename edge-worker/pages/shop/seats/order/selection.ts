import { MAX_SEATS_PER_HOLD, SEAT_AVAILABLE, type SectionPrice } from '@frontrow/protocol';

/** Seat numbers in the order in which they were chosen. */
export type Selection = readonly number[];

export type Toggled =
  | { kind: 'changed'; selection: Selection }
  | { kind: 'limit' }
  | { kind: 'taken' };

type Rules = { seats: string; limit: number };

/** What one order of this date may hold. */
export function orderLimit(seatLimit: number): number {
  return Math.min(seatLimit, MAX_SEATS_PER_HOLD);
}

/** Chooses a seat, or lets it go. A seat that is chosen can always be let go. */
export function toggleSeat(selection: Selection, seatNo: number, { seats, limit }: Rules): Toggled {
  if (selection.includes(seatNo)) {
    return { kind: 'changed', selection: selection.filter((chosen) => chosen !== seatNo) };
  }
  if (seats[seatNo - 1] !== SEAT_AVAILABLE) {
    return { kind: 'taken' };
  }
  if (selection.length >= limit) {
    return { kind: 'limit' };
  }
  return { kind: 'changed', selection: [...selection, seatNo] };
}

/** Splits a choice by what the newest status says about it. */
export function splitLost(selection: Selection, seats: string) {
  const kept = selection.filter((seatNo) => seats[seatNo - 1] === SEAT_AVAILABLE);
  const lost = selection.filter((seatNo) => seats[seatNo - 1] !== SEAT_AVAILABLE);
  return { kept, lost };
}

/** The seat numbers that a `seat_unavailable` problem names, bare or within objects. */
export function readLostSeats(extra: unknown): number[] {
  if (!Array.isArray(extra)) {
    return [];
  }
  return extra
    .map((item: unknown) => (isSeatObject(item) ? item.seatNo : item))
    .filter((item): item is number => Number.isInteger(item));
}

function isSeatObject(item: unknown): item is { seatNo: unknown } {
  return typeof item === 'object' && item !== null && 'seatNo' in item;
}

/** The section that a seat number falls into. */
export function sectionOfSeat(
  sections: readonly SectionPrice[],
  seatNo: number,
): SectionPrice | undefined {
  return sections.find(
    ({ firstSeatNo, seatCount }) => seatNo >= firstSeatNo && seatNo < firstSeatNo + seatCount,
  );
}

export function totalPrice(selection: Selection, sections: readonly SectionPrice[]): number {
  return selection.reduce((sum, seatNo) => sum + (sectionOfSeat(sections, seatNo)?.price ?? 0), 0);
}

/** Seats still free in a section. */
export function countLeft({ firstSeatNo, seatCount }: SectionPrice, seats: string): number {
  const own = seats.slice(firstSeatNo - 1, firstSeatNo - 1 + seatCount);
  return own.split(SEAT_AVAILABLE).length - 1;
}

/** Price steps, dearest first: the colours of the map. */
export function priceTiers(sections: readonly SectionPrice[]): number[] {
  return [...new Set(sections.map(({ price }) => price))].sort((a, b) => b - a);
}
