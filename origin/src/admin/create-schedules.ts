import {
  classifyDatabaseError,
  Concert,
  inTransaction,
  insertSeats,
  Schedule,
  SchedulePrice,
  Section,
  VenueLayout,
} from '@frontrow/db';
import { AppError, type createSchedulesBody, type ScheduleSummary } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { readSchedulesById } from '../catalog/schedule-rows.ts';
import type { Actor } from './actor.ts';
import { recordAudit } from './audit-log.ts';

type Deps = { knex: Knex; invalidateCatalog: () => void };
type Body = z.infer<typeof createSchedulesBody>;

/** All are made in one transaction; more are asked for in several requests. */
const SEATS_AT_ONCE = 500_000;

export type CreateSchedules = ReturnType<typeof createCreateSchedules>;

/** Dates of a concert, each with a price for every section and all its seats; all or none. */
export function createCreateSchedules({ knex, invalidateCatalog }: Deps) {
  return async function createSchedules(
    concertId: number,
    body: Body,
    actor: Actor,
  ): Promise<ScheduleSummary[]> {
    const startsAt = distinctDates(body.startsAt);
    try {
      const created = await inTransaction(knex, async (trx) => {
        await refuseUnusable(trx, concertId, body, startsAt);
        const ids = await insertSchedules(trx, concertId, body, startsAt);
        await recordAudit(trx, {
          ...actor,
          action: 'schedules.create',
          target: `concert/${concertId}`,
          detail: { ...body, scheduleIds: ids },
        });
        return readSchedulesById(trx, ids);
      });
      invalidateCatalog();
      return created;
    } catch (error) {
      if (classifyDatabaseError(error) === 'duplicate') {
        throw new AppError('name_taken', 'The concert has one of these dates already.', {
          cause: error,
        });
      }
      throw error;
    }
  };
}

function distinctDates(texts: string[]): Date[] {
  const times = texts.map((text) => Date.parse(text));
  const twice = times.find((time, index) => times.indexOf(time) !== index);
  if (twice !== undefined) {
    throw new AppError('invalid_input', `startsAt: ${new Date(twice).toISOString()} comes twice.`);
  }
  return times.map((time) => new Date(time));
}

async function refuseUnusable(
  trx: Knex.Transaction,
  concertId: number,
  { layoutId, prices }: Body,
  startsAt: Date[],
): Promise<void> {
  if ((await Concert.query(trx).findById(concertId).select('id')) === undefined) {
    throw new AppError('not_found', 'There is no such concert.');
  }
  const layout = await VenueLayout.query(trx).findById(layoutId).select('seatCount');
  if (layout === undefined) {
    throw new AppError('not_found', 'There is no such layout.');
  }
  const seats = layout.seatCount * startsAt.length;
  if (seats > SEATS_AT_ONCE) {
    throw new AppError('invalid_input', `These are ${seats} seats; ask for fewer dates at once.`);
  }
  const sections = await Section.query(trx).where({ layoutId }).select('sectionNo');
  refusePrices(
    prices,
    sections.map(({ sectionNo }) => sectionNo),
  );
  const [rows] = (await trx.raw('SELECT NOW(3) AS now')) as [{ now: Date }[]];
  const past = startsAt.find((date) => date <= (rows[0]?.now ?? date));
  if (past !== undefined) {
    throw new AppError('invalid_input', `startsAt: ${past.toISOString()} is over already.`);
  }
}

function refusePrices(prices: Body['prices'], sections: number[]): void {
  const priced = prices.map(({ sectionNo }) => sectionNo);
  const missing = sections.filter((sectionNo) => !priced.includes(sectionNo));
  const unknown = priced.filter((sectionNo) => !sections.includes(sectionNo));
  const twice = priced.filter((sectionNo, index) => priced.indexOf(sectionNo) !== index);
  const faults = [
    { what: 'no price for section', which: missing },
    { what: 'the layout has no section', which: unknown },
    { what: 'two prices for section', which: twice },
  ].filter(({ which }) => which.length > 0);
  if (faults.length > 0) {
    const sentence = faults.map(({ what, which }) => `${what} ${which.join(', ')}`).join('; ');
    throw new AppError('invalid_input', `prices: ${sentence}.`);
  }
}

async function insertSchedules(
  trx: Knex.Transaction,
  concertId: number,
  { layoutId, prices, seatLimit }: Body,
  startsAt: Date[],
): Promise<number[]> {
  await trx(Schedule.tableName).insert(
    startsAt.map((date) => ({ concertId, layoutId, startsAt: date, seatLimit })),
  );
  const ids: number[] = await trx(Schedule.tableName)
    .where({ concertId })
    .whereIn('startsAt', startsAt)
    .orderBy('startsAt')
    .pluck('id');
  await trx(SchedulePrice.tableName).insert(
    ids.flatMap((scheduleId) => prices.map((price) => ({ scheduleId, ...price }))),
  );
  await insertSeats(trx, ids);
  return ids;
}
