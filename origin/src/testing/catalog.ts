import { buildLayout, insertSeats, type SectionPlan } from '@frontrow/db';
import type { Knex } from 'knex';

type Plan = {
  sections?: SectionPlan[];
  /** Days from now; a negative number is past. */
  inDays?: number[];
  price?: number;
  title?: string;
  artist?: string;
  city?: string;
};

let halls = 0;

/** A concert in a hall of its own with a date for each of `inDays`, all seats free. */
export async function createConcert(knex: Knex, plan: Plan = {}) {
  const { sections = [{ name: 'A', rows: [5, 5] }], inDays = [7], price = 10_000 } = plan;
  const { title = 'A concert', artist = 'Somebody', city = 'Seoul' } = plan;
  const layout = buildLayout(sections);
  halls += 1;
  return knex.transaction(async (trx) => {
    const [venueId = 0] = await trx('venue').insert({ name: `Hall ${halls}`, city });
    const [layoutId = 0] = await trx('layout').insert({
      venueId,
      seatCount: layout.seatCount,
      geometry: JSON.stringify(layout.geometry),
    });
    await trx('section').insert(layout.sections.map((section) => ({ layoutId, ...section })));
    const [concertId = 0] = await trx('concert').insert({
      title,
      artist,
      genre: 'Folk',
      summary: '',
      durationMinutes: 90,
      ageLimit: 0,
      posterHue: 10,
    });
    const scheduleIds: number[] = [];
    for (const days of inDays) {
      const startsAt = trx.raw('NOW(3) + INTERVAL ? SECOND', [Math.round(days * 86_400)]);
      const row = { concertId, layoutId, startsAt, seatLimit: 8 };
      const [scheduleId = 0] = await trx('schedule').insert(row);
      scheduleIds.push(scheduleId);
      await trx('schedule_price').insert(
        layout.sections.map(({ sectionNo }) => ({ scheduleId, sectionNo, price })),
      );
    }
    await insertSeats(trx, scheduleIds);
    return { concertId, venueId, layoutId, scheduleIds, seatCount: layout.seatCount };
  });
}
