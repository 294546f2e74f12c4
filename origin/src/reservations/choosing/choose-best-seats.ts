import { setTimeout as sleep } from 'node:timers/promises';
import { Seat } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { raw } from 'objection';
import { expireLapsed } from '../ending/expire-lapsed.ts';
import { FREE, LAPSED_RESERVATION } from '../free-seats.ts';
import type { LayoutIndex, SeatPosition } from '../layout-index.ts';
import type { Choice } from './choose-named-seats.ts';
import { pickAdjacent, pickClosest } from './pick-best-seats.ts';

type Input = { scheduleId: number; sectionNo: number; count: number; layout: LayoutIndex };

/** Rows are looked through in portions of about so many seats, the best ones first. */
const PORTION = 400;
/** Each failed pick takes at least one seat out of the portion. */
const PICKS_AT_MOST = 60;
const ATTEMPTS = 4;

/**
 * Picks and locks seats in one go. Rows that somebody else is just taking are skipped, not waited
 * for: a crowd that wants the best seats spreads over the next best ones instead of failing
 * together, and since nobody waits while holding seats, nobody deadlocks.
 */
export async function chooseBestSeats(trx: Knex.Transaction, input: Input): Promise<Choice> {
  const { sectionNo, count, layout } = input;
  const section = layout.section(sectionNo);
  if (section === undefined) {
    throw new AppError('invalid_input', `There is no section ${sectionNo} on this date.`);
  }
  const free = new Map<number, SeatPosition>();
  const lost = new Set<number>();
  const isFree = (seatNo: number) => free.has(seatNo);
  const { focus } = layout;

  for (const rows of portionsOf(section.rows, focus)) {
    await addFree(trx, input.scheduleId, { rows, free });
    const pick = () => pickAdjacent(rows, { isFree, count, focus });
    const choice = await lockPicked(trx, input, { pick, free, lost });
    if (choice !== undefined) return choice;
  }
  const pick = () => pickClosest([...free.values()], { count, focus });
  const choice = await lockPicked(trx, input, { pick, free, lost });
  if (choice !== undefined) return choice;
  throw new SeatsNotLeft(count, lost.size > 0);
}

/** A refusal that is final only when nobody else was taking seats at the same moment. */
class SeatsNotLeft extends AppError {
  readonly contended: boolean;

  constructor(count: number, contended: boolean) {
    super('seats_not_left', `There are no ${count} seats left in this section.`);
    this.contended = contended;
  }
}

/**
 * Runs a whole transaction again when seats ran out while others were taking some: theirs may have
 * been rolled back, and seats that were locked but not picked are free again.
 */
export async function retryWhileContended<T>(hold: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await hold();
    } catch (error) {
      const contended = error instanceof SeatsNotLeft && error.contended;
      if (!contended || attempt === ATTEMPTS) {
        throw error;
      }
      await sleep(attempt * (10 + Math.random() * 30));
    }
  }
}

type Search = {
  pick: () => number[] | undefined;
  free: Map<number, SeatPosition>;
  lost: Set<number>;
};

/** Picks until one pick could be locked as a whole. Seats that could not are out of the search. */
async function lockPicked(
  trx: Knex.Transaction,
  { scheduleId }: Input,
  { pick, free, lost }: Search,
): Promise<Choice | undefined> {
  for (let picks = 0; picks < PICKS_AT_MOST; picks += 1) {
    const seatNos = pick();
    if (seatNos === undefined) return undefined;
    const choice = await lockFree(trx, scheduleId, seatNos);
    if (choice.seats.length === seatNos.length) return choice;
    const locked = new Set(choice.seats.map(({ seatNo }) => seatNo));
    for (const seatNo of seatNos.filter((seatNo) => !locked.has(seatNo))) {
      free.delete(seatNo);
      lost.add(seatNo);
    }
  }
  return undefined;
}

/** Those of the seats that are free and that nobody else has locked, themselves or by their old reservation. */
async function lockFree(
  trx: Knex.Transaction,
  scheduleId: number,
  seatNos: number[],
): Promise<Choice> {
  const rows = await Seat.query(trx)
    .select('seatNo', 'sectionNo', raw(`${LAPSED_RESERVATION} AS lapsed_reservation_id`))
    .where({ scheduleId })
    .whereIn('seatNo', seatNos)
    .where(raw(FREE))
    .orderBy('seatNo')
    .forUpdate()
    .skipLocked()
    .castTo<{ seatNo: number; sectionNo: number; lapsedReservationId: number | null }[]>();
  const lapsed = new Set(rows.flatMap((row) => row.lapsedReservationId ?? []));
  const ended = await expireLapsed(trx, [...lapsed], 'skip');
  const seats = rows.filter(({ lapsedReservationId: id }) => id === null || ended.includes(id));
  return { seats, endedReservationIds: ended };
}

async function addFree(
  trx: Knex.Transaction,
  scheduleId: number,
  { rows, free }: { rows: SeatPosition[][]; free: Map<number, SeatPosition> },
): Promise<void> {
  const positions = new Map(rows.flat().map((seat) => [seat.seatNo, seat]));
  const found = await Seat.query(trx)
    .select('seatNo')
    .where({ scheduleId })
    .whereIn('seatNo', [...positions.keys()])
    .where(raw(FREE));
  for (const { seatNo } of found) {
    const position = positions.get(seatNo);
    if (position !== undefined) free.set(seatNo, position);
  }
}

/** Whole rows, the one nearest to the stage first. */
function portionsOf(rows: SeatPosition[][], focus: { x: number; y: number }): SeatPosition[][][] {
  const nearest = (row: SeatPosition[]) =>
    Math.min(...row.map(({ x, y }) => Math.hypot(x - focus.x, y - focus.y)));
  const portions: SeatPosition[][][] = [];
  let size = PORTION;
  for (const row of rows.toSorted((a, b) => nearest(a) - nearest(b))) {
    if (size >= PORTION) {
      portions.push([]);
      size = 0;
    }
    portions.at(-1)?.push(row);
    size += row.length;
  }
  return portions;
}
