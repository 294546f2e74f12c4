import { createCache } from '../cache/cache.ts';
import { createCatalogCache } from '../catalog/catalog-cache.ts';
import { catalogRoutes } from '../catalog/catalog-routes.ts';
import { createListConcerts } from '../catalog/list-concerts.ts';
import { createListSchedules } from '../catalog/list-schedules.ts';
import { createReadConcert } from '../catalog/read-concert.ts';
import { createReadLayout } from '../catalog/read-layout.ts';
import { createReadSchedule } from '../catalog/read-schedule.ts';
import { createReadSeatStatus } from '../catalog/read-seat-status.ts';
import type { Connections } from './connections.ts';

type Deps = Pick<Connections, 'knex' | 'cacheRedis' | 'redisKeyPrefix'>;

/** What everybody may see of concerts, dates and seats, through its cache. */
export function wireCatalog({ knex, cacheRedis, redisKeyPrefix }: Deps) {
  const cache = createCache({ redis: cacheRedis, keyPrefix: redisKeyPrefix });
  const used = { knex, cache };
  return {
    ...createCatalogCache(cache),
    shop: catalogRoutes({
      listConcerts: createListConcerts(used),
      readConcert: createReadConcert(used),
      listSchedules: createListSchedules(used),
      readSchedule: createReadSchedule(used),
      readLayout: createReadLayout(used),
      readSeatStatus: createReadSeatStatus(used),
    }),
  };
}
