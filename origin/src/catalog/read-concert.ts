import { Concert } from '@frontrow/db';
import { AppError, type ConcertDetail } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { Cache, Cached } from '../cache/cache.ts';
import { CATALOG, CATALOG_TTL_MS } from './catalog-cache.ts';
import { concertSummary, readComing } from './coming-dates.ts';

export type ReadConcert = ReturnType<typeof createReadConcert>;

export function createReadConcert({ knex, cache }: { knex: Knex; cache: Cache }) {
  return function readConcert(concertId: number): Promise<Cached> {
    return cache.read({
      group: CATALOG,
      name: `concert:${concertId}`,
      ttlMs: CATALOG_TTL_MS,
      load: async () => JSON.stringify(await load(concertId)),
    });
  };

  async function load(concertId: number): Promise<ConcertDetail> {
    const concert = await Concert.query(knex).findById(concertId);
    if (concert === undefined) {
      throw new AppError('not_found', 'There is no such concert.');
    }
    const { summary, durationMinutes, ageLimit } = concert;
    const coming = await readComing(knex, [concertId]);
    return { ...concertSummary(concert, coming), summary, durationMinutes, ageLimit };
  }
}
