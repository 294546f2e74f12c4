import {
  buildLayout,
  classifyDatabaseError,
  inTransaction,
  Section,
  Venue,
  VenueLayout,
} from '@frontrow/db';
import { AppError, type createVenueBody, type VenueView } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { Actor } from './actor.ts';
import { recordAudit } from './audit-log.ts';

/** Larger than any hall; keeps a layout's geometry to a packet that the database takes. */
const SEATS_AT_MOST = 100_000;

export type CreateVenue = ReturnType<typeof createCreateVenue>;

/** A hall of straight rows with its layout, sections side by side in the order given. */
export function createCreateVenue({ knex }: { knex: Knex }) {
  return async function createVenue(
    body: z.infer<typeof createVenueBody>,
    actor: Actor,
  ): Promise<VenueView> {
    const { name, city } = body;
    refuseUnusable(body);
    const { seatCount, geometry, sections } = buildLayout(
      body.sections.map(({ name, rows, seatsPerRow }) => ({
        name,
        rows: Array.from({ length: rows }, () => seatsPerRow),
      })),
    );
    try {
      return await inTransaction(knex, async (trx) => {
        const { id } = await Venue.query(trx).insert({ name, city });
        const { id: layoutId } = await VenueLayout.query(trx).insert({
          venueId: id,
          seatCount,
          geometry,
        });
        await trx(Section.tableName).insert(sections.map((range) => ({ layoutId, ...range })));
        await recordAudit(trx, {
          ...actor,
          action: 'venue.create',
          target: `venue/${id}`,
          detail: { ...body, seatCount },
        });
        return { id, name, city, layoutId, seatCount, sections };
      });
    } catch (error) {
      if (classifyDatabaseError(error) === 'duplicate') {
        throw new AppError('name_taken', `There is a venue ${name} in ${city} already.`, {
          cause: error,
        });
      }
      throw error;
    }
  };
}

function refuseUnusable({ sections }: z.infer<typeof createVenueBody>): void {
  const seats = sections.reduce((sum, { rows, seatsPerRow }) => sum + rows * seatsPerRow, 0);
  if (seats > SEATS_AT_MOST) {
    throw new AppError('invalid_input', `A hall has at most ${SEATS_AT_MOST} seats, not ${seats}.`);
  }
  const names = sections.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new AppError('invalid_input', `Two sections are called ${twice}.`);
  }
}
