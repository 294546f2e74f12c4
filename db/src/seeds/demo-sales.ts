import { pickInteger } from './random.ts';

export type SeatForSale = { seatNo: number; price: number };
/** One date: its rows in the order of the layout, and how much of it is sold. */
export type DateForSale = { scheduleId: number; rows: SeatForSale[][]; sold: number };

export type DemoOrder = {
  scheduleId: number;
  userId: number;
  seats: SeatForSale[];
  amount: number;
  ticketCode: string;
};

const MIN_SEATS = 2;
const MAX_SEATS = 4;

/**
 * Who bought which seats. Neighbours in a row are sold together, front rows sooner than back ones; a
 * buyer has one order a date at the most, so that no seat limit is passed.
 */
export function sellSeats(
  dates: DateForSale[],
  buyerIds: number[],
  random: () => number,
): DemoOrder[] {
  return dates.flatMap((date, index) => {
    const parties = date.rows.flatMap((row, rowIndex) =>
      splitIntoParties(row, random).filter(
        () => random() < soldInRow(date.sold, rowIndex / date.rows.length),
      ),
    );
    return parties.slice(0, buyerIds.length).map((seats, order) => ({
      scheduleId: date.scheduleId,
      userId: buyerIds[(index * 7 + order) % buyerIds.length] ?? 0,
      seats,
      amount: seats.reduce((sum, { price }) => sum + price, 0),
      ticketCode: ticketCode(random),
    }));
  });
}

/** From a fifth above the average in front to a fifth below it at the back. */
function soldInRow(sold: number, depth: number): number {
  return sold >= 0.9 ? sold : sold * (1.2 - 0.4 * depth);
}

function splitIntoParties(row: SeatForSale[], random: () => number): SeatForSale[][] {
  const parties: SeatForSale[][] = [];
  for (let seat = 0; seat < row.length;) {
    const size = pickInteger(random, MIN_SEATS, MAX_SEATS);
    parties.push(row.slice(seat, seat + size));
    seat += size;
  }
  return parties;
}

/** Letters and digits that cannot be mistaken for each other (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function ticketCode(random: () => number): string {
  return Array.from({ length: 16 }, () => ALPHABET[Math.floor(random() * 32)]).join('');
}

export type DemoEntry = {
  userId: number;
  kind: 'CHARGE' | 'PAYMENT';
  amount: number;
  balanceAfter: number;
  /** Index of the order that was paid; null for a charge. */
  order: number | null;
};

const CHARGE_STEP = 100_000;

/** The ledger that explains the orders: whoever cannot pay charges first. Balances are those after all of it. */
export function bookOrders(
  orders: DemoOrder[],
  opening: Map<number, number>,
): { entries: DemoEntry[]; balances: Map<number, number> } {
  const entries: DemoEntry[] = [];
  const balances = new Map<number, number>();
  const book = (userId: number, amount: number, order: number | null): void => {
    const balanceAfter = (balances.get(userId) ?? 0) + amount;
    balances.set(userId, balanceAfter);
    const kind = order === null ? 'CHARGE' : 'PAYMENT';
    entries.push({ userId, kind, amount, balanceAfter, order });
  };
  for (const [userId, points] of opening) {
    book(userId, points, null);
  }
  for (const [index, { userId, amount }] of orders.entries()) {
    const missing = amount - (balances.get(userId) ?? 0);
    if (missing > 0) {
      book(userId, Math.ceil(missing / CHARGE_STEP) * CHARGE_STEP, null);
    }
    book(userId, -amount, index);
  }
  return { entries, balances };
}
