import { VenueLayout } from '@frontrow/db';
import { AppError, type Layout } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { Cache, Cached } from '../cache/cache.ts';

const LAYOUT_TTL_MS = 3_600_000;

export type ReadLayout = ReturnType<typeof createReadLayout>;

/** Never changes once made; kept so that a rush to a new seat map asks the database once. */
export function createReadLayout({ knex, cache }: { knex: Knex; cache: Cache }) {
  return function readLayout(layoutId: number): Promise<Cached> {
    return cache.read({
      group: `layout:${layoutId}`,
      name: 'geometry',
      ttlMs: LAYOUT_TTL_MS,
      load: async () => JSON.stringify(await load(layoutId)),
    });
  };

  async function load(layoutId: number): Promise<Layout> {
    const layout = await VenueLayout.query(knex).findById(layoutId);
    if (layout === undefined) {
      throw new AppError('not_found', 'There is no such layout.');
    }
    const { id, venueId, seatCount, geometry } = layout;
    return { id, venueId, seatCount, ...geometry };
  }
}
