import type { Knex } from 'knex';
import { buildLayout, type BuiltLayout } from '../build-layout.ts';
import { insertSeats } from '../insert-seats.ts';
import { Concert, Schedule, SchedulePrice } from '../models/concert.ts';
import { Section, Venue, VenueLayout } from '../models/venue.ts';
import { DEMO_CONCERTS, type DemoConcert } from './demo-concerts.ts';
import { DEMO_HALLS, type DemoHallName, type DemoSection } from './demo-halls.ts';
import type { DateForSale } from './demo-sales.ts';

type SeededHall = { layoutId: number; layout: BuiltLayout; sections: DemoSection[] };
type Halls = Record<DemoHallName, SeededHall>;

const DAY_MS = 86_400_000;
/** 19:30 in Seoul. */
const EVENING_UTC_MS = 10.5 * 3_600_000;
/** Price of each tier as a share of the dearest seats. */
const TIER_SHARES = [1, 0.85, 0.7, 0.55, 0.45];

/** Halls, concerts, their dates with prices and all seats; returns what there is to sell. */
export async function seedCatalog(trx: Knex.Transaction, now: Date): Promise<DateForSale[]> {
  const halls = await seedHalls(trx);
  const concertIds = await insertNumbered(
    trx,
    Concert.tableName,
    DEMO_CONCERTS.map(
      ({ title, artist, genre, summary, durationMinutes, ageLimit, posterHue }) => ({
        title,
        artist,
        genre,
        summary,
        durationMinutes,
        ageLimit,
        posterHue,
      }),
    ),
  );
  const dates = DEMO_CONCERTS.flatMap((concert, index) =>
    Array.from({ length: concert.dates }, (_, date) => ({
      concert,
      concertId: concertIds[index] ?? 0,
      startsAt: dateOf(now, concert.inDays + date),
      // The first date of a concert sells best.
      sold: date === 0 ? concert.sold : concert.sold * 0.3,
    })),
  );
  const scheduleIds = await insertNumbered(
    trx,
    Schedule.tableName,
    dates.map(({ concert, concertId, startsAt }) => ({
      concertId,
      layoutId: halls[concert.hall].layoutId,
      startsAt,
      seatLimit: concert.hall === 'club' ? 4 : 8,
    })),
  );
  await trx(SchedulePrice.tableName).insert(
    dates.flatMap(({ concert }, index) =>
      sectionPrices(concert, halls).map(({ sectionNo, price }) => ({
        scheduleId: scheduleIds[index] ?? 0,
        sectionNo,
        price,
      })),
    ),
  );
  await insertSeats(trx, scheduleIds);
  return dates.map(({ concert, sold }, index) => ({
    scheduleId: scheduleIds[index] ?? 0,
    rows: rowsForSale(concert, halls),
    sold,
  }));
}

async function seedHalls(trx: Knex.Transaction): Promise<Halls> {
  const seeded: [string, SeededHall][] = [];
  for (const [key, { name, city, sections }] of Object.entries(DEMO_HALLS)) {
    const layout = buildLayout(sections);
    const venue = await Venue.query(trx).insert({ name, city });
    const { id: layoutId } = await VenueLayout.query(trx).insert({
      venueId: venue.id,
      seatCount: layout.seatCount,
      geometry: layout.geometry,
    });
    await trx(Section.tableName).insert(
      layout.sections.map((section) => ({ layoutId, ...section })),
    );
    seeded.push([key, { layoutId, layout, sections }]);
  }
  return Object.fromEntries(seeded) as Halls;
}

/** The ids of the rows in their order: one statement of known length takes one range of ids. */
async function insertNumbered(
  trx: Knex.Transaction,
  table: string,
  rows: Record<string, unknown>[],
): Promise<number[]> {
  const [firstId = 0] = await trx(table).insert(rows);
  return trx(table).where('id', '>=', firstId).orderBy('id').limit(rows.length).pluck('id');
}

function dateOf(now: Date, inDays: number): Date {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return new Date(today + inDays * DAY_MS + EVENING_UTC_MS);
}

function sectionPrices({ hall, topPrice }: DemoConcert, halls: Halls) {
  return halls[hall].sections.map(({ tier }, index) => ({
    sectionNo: index + 1,
    price: Math.round((topPrice * (TIER_SHARES[tier] ?? 1)) / 1000) * 1000,
  }));
}

function rowsForSale(concert: DemoConcert, halls: Halls): DateForSale['rows'] {
  const prices = sectionPrices(concert, halls);
  return halls[concert.hall].layout.geometry.sections.flatMap(({ rows }, index) =>
    rows.map(({ firstSeatNo, seats }) =>
      seats.map((_, seat) => ({
        seatNo: firstSeatNo + seat,
        price: prices[index]?.price ?? 0,
      })),
    ),
  );
}
