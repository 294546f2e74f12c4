import { Concert, inTransaction } from '@frontrow/db';
import type { ConcertDetail, createConcertBody } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { Actor } from './actor.ts';
import { recordAudit } from './audit-log.ts';

type Deps = { knex: Knex; invalidateCatalog: () => void };

export type CreateConcert = ReturnType<typeof createCreateConcert>;

/** A concert without dates. Two may have the same title: tours do. */
export function createCreateConcert({ knex, invalidateCatalog }: Deps) {
  return async function createConcert(
    body: z.infer<typeof createConcertBody>,
    actor: Actor,
  ): Promise<ConcertDetail> {
    const { id } = await inTransaction(knex, async (trx) => {
      const concert = await Concert.query(trx).insert(body);
      const target = `concert/${concert.id}`;
      await recordAudit(trx, { ...actor, action: 'concert.create', target, detail: body });
      return concert;
    });
    invalidateCatalog();
    const dates = { firstStartsAt: null, lastStartsAt: null, cities: [], priceFrom: null };
    return { id, ...body, ...dates };
  };
}
