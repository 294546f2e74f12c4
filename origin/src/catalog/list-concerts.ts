import { Concert } from '@frontrow/db';
import type { ConcertSummary, Page } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { Cache, Cached } from '../cache/cache.ts';
import { prepare } from '../cache/prepared.ts';
import { pageById, readIdCursor } from '../http/id-cursor.ts';
import { CATALOG, CATALOG_TTL_MS } from './catalog-cache.ts';
import { concertSummary, readComing } from './coming-dates.ts';

type Deps = { knex: Knex; cache: Cache };
type Query = { q?: string | undefined; cursor?: string | undefined; limit: number };

export type ListConcerts = ReturnType<typeof createListConcerts>;

/**
 * Concerts, the newest first. Ids only grow and never change, so whoever walks the pages sees each
 * concert once, whatever is added meanwhile; an order by date would shift under the walker.
 */
export function createListConcerts({ knex, cache }: Deps) {
  return async function listConcerts({ q, cursor, limit }: Query): Promise<Cached> {
    const after = readIdCursor(cursor);
    const words = q?.normalize('NFC') ?? '';
    const load = async () => JSON.stringify(await loadPage({ after, words, limit }));
    // Visitors choose words and cursors: kept, they would fill the Redis of the rooms.
    if (after !== undefined || words !== '') {
      return { ...prepare(await load()), stale: false };
    }
    return cache.read({ group: CATALOG, name: `concerts:${limit}`, ttlMs: CATALOG_TTL_MS, load });
  };

  type Wanted = { after: number | undefined; words: string; limit: number };

  async function loadPage({ after, words, limit }: Wanted): Promise<Page<ConcertSummary>> {
    const rows = await Concert.query(knex)
      .select('id', 'title', 'artist', 'genre', 'posterHue')
      .modify((query) => {
        if (after !== undefined) {
          void query.where('id', '<', after);
        }
        if (words !== '') {
          void query.where((match) => {
            const pattern = containing(words);
            void match.where('title', 'like', pattern).orWhere('artist', 'like', pattern);
          });
        }
      })
      .orderBy('id', 'desc')
      .limit(limit + 1);
    const coming = await readComing(
      knex,
      rows.map(({ id }) => id),
    );
    return pageById(rows, limit, (row) => concertSummary(row, coming));
  }
}

/**
 * LIKE, not FULLTEXT: the parser that both servers have finds words from their beginning only, and none
 * of two letters, which most Korean ones are. It reads concerts from the newest until a page is full.
 */
function containing(words: string): string {
  return `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
