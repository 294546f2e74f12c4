import { RoomAdmission, RoomDraw } from '@frontrow/db';
import { type AdmissionLine, AppError, type RecordedDraw } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { NO_DRAW } from './record-rows.ts';

type Deps = { knex: Knex };

export type ReadRecord = ReturnType<typeof createReadRecord>;

const DRAWS_LISTED = 50;
const LINES_A_PAGE = 2000;

/** What a room has drawn, and whom it called and let in under drawn numbers. */
export function createReadRecord({ knex }: Deps) {
  return {
    /** Newest first. */
    async draws(room: string): Promise<RecordedDraw[]> {
      const rows = await RoomDraw.query(knex)
        .where({ room })
        .orderBy([
          { column: 'base', order: 'desc' },
          { column: 'draw', order: 'desc' },
        ])
        .limit(DRAWS_LISTED);
      return rows.map(({ draw, drawKey, closedAt, commitment, version, base, n }) => ({
        room,
        id: draw,
        key: drawKey,
        closedAt: closedAt.toISOString(),
        commitment,
        version,
        base,
        n,
      }));
    },

    /** In the order in which it happened, after the line with the id `after`. */
    async admissions({ room, draw, after }: { room: string; draw: number; after: number }) {
      if ((await RoomDraw.query(knex).findOne({ room, draw })) === undefined) {
        throw new AppError('not_found', `The record of the room "${room}" has no draw ${draw}.`);
      }
      const rows = await RoomAdmission.query(knex)
        .where({ room })
        .whereIn('draw', [draw, NO_DRAW])
        .where('id', '>', after)
        .orderBy('id')
        .limit(LINES_A_PAGE);
      const next = rows.length === LINES_A_PAGE ? (rows.at(-1)?.id ?? null) : null;
      return { items: rows.map(lineOf), next };
    },
  };
}

function lineOf({
  at,
  kind,
  epoch,
  visitor,
  number,
  ticket,
  movedTo,
}: RoomAdmission): AdmissionLine {
  return { at: at.toISOString(), kind, epoch, visitor, number, ticket, to: movedTo };
}
