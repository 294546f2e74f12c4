import type { Concert } from '@frontrow/db';
import type { ConcertSummary } from '@frontrow/protocol';
import type { Knex } from 'knex';

type ComingDates = {
  concertId: number;
  firstStartsAt: Date;
  lastStartsAt: Date;
  priceFrom: number | null;
  cities: string[];
};
type Coming = Map<number, ComingDates>;

/** First and last date to come, cities and lowest price of the concerts; none for those without a date. */
export async function readComing(knex: Knex, concertIds: number[]): Promise<Coming> {
  if (concertIds.length === 0) {
    return new Map();
  }
  const [rows] = (await knex.raw(
    `SELECT coming.concert_id AS concertId, MIN(coming.starts_at) AS firstStartsAt,
            MAX(coming.starts_at) AS lastStartsAt, MIN(coming.price) AS priceFrom
       FROM (SELECT schedule.concert_id, schedule.starts_at,
                    (SELECT MIN(schedule_price.price) FROM schedule_price
                      WHERE schedule_price.schedule_id = schedule.id) AS price
               FROM schedule
              WHERE schedule.concert_id IN (${placeholders(concertIds)})
                AND schedule.starts_at > NOW(3)) AS coming
      GROUP BY coming.concert_id`,
    concertIds,
  )) as [Omit<ComingDates, 'cities'>[]];
  // The order of the joins is told: with old statistics the server may begin at the few halls.
  const [places] = (await knex.raw(
    `SELECT DISTINCT STRAIGHT_JOIN schedule.concert_id AS concertId, venue.city
       FROM schedule
       JOIN layout ON layout.id = schedule.layout_id
       JOIN venue ON venue.id = layout.venue_id
      WHERE schedule.concert_id IN (${placeholders(concertIds)}) AND schedule.starts_at > NOW(3)`,
    concertIds,
  )) as [{ concertId: number; city: string }[]];
  return new Map(
    rows.map((row) => {
      const own = places.filter(({ concertId }) => concertId === row.concertId);
      return [row.concertId, { ...row, cities: own.map(({ city }) => city).sort() }];
    }),
  );
}

type Named = Pick<Concert, 'id' | 'title' | 'artist' | 'genre' | 'posterHue'>;

export function concertSummary(concert: Named, coming: Coming): ConcertSummary {
  const { id, title, artist, genre, posterHue } = concert;
  const dates = coming.get(id);
  return {
    id,
    title,
    artist,
    genre,
    posterHue,
    firstStartsAt: dates?.firstStartsAt.toISOString() ?? null,
    lastStartsAt: dates?.lastStartsAt.toISOString() ?? null,
    cities: dates?.cities ?? [],
    priceFrom: dates?.priceFrom ?? null,
  };
}

function placeholders(values: unknown[]): string {
  return values.map(() => '?').join(', ');
}
