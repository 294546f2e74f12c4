import { randomAt } from '../../seeds/random.ts';
import { concertOf, startsAt } from './load-dates.ts';
import { hallIndexOf, HALLS, hallOf, priceOf } from './load-halls.ts';
import type { LoadPlan } from './load-plan.ts';
import { dateTime, line, type LoadTable, tableOfUnits } from './load-table.ts';

const MOODS = ['Quiet', 'Golden', 'Northern', 'Paper', 'Hidden', '푸른', '늦은', '첫눈의'];
const THINGS = ['Harbour', 'Letters', 'Lanterns', 'Orchard', 'Echoes', '편지', '골목', '새벽'];
const ARTISTS = ['Trio', 'Ensemble', 'Quartet', 'Collective', '밴드', '합창단'];
const GENRES = ['Jazz', 'Indie', 'Classical', 'Folk', 'K-pop', 'Rock', 'Ballad'];
const SEAT_LIMIT = 8;

export function catalogTables(plan: LoadPlan): LoadTable[] {
  return [venues(), layouts(), sections(), concerts(plan), schedules(plan), prices(plan)];
}

function venues(): LoadTable {
  return tableOfUnits('venue', HALLS.length, ['id', 'name', 'city'], (id) => [
    id,
    `Hall ${HALLS[id - 1]?.name}`,
    HALLS[id - 1]?.city ?? '',
  ]);
}

function layouts(): LoadTable {
  const columns = ['id', 'venue_id', 'seat_count', 'geometry'];
  return tableOfUnits('layout', HALLS.length, columns, (id) => [
    id,
    id,
    HALLS[id - 1]?.seatCount ?? 0,
    JSON.stringify(HALLS[id - 1]?.layout.geometry),
  ]);
}

function sections(): LoadTable {
  const rows = HALLS.flatMap(({ layout }, index) =>
    layout.sections.map(({ sectionNo, name, firstSeatNo, seatCount }) => [
      index + 1,
      sectionNo,
      name,
      firstSeatNo,
      seatCount,
    ]),
  );
  const columns = ['layout_id', 'section_no', 'name', 'first_seat_no', 'seat_count'];
  return tableOfUnits('section', rows.length, columns, (unit) => rows[unit - 1] ?? []);
}

function concerts({ sizes, seed, baseMs }: LoadPlan): LoadTable {
  const columns = [
    'id',
    'title',
    'artist',
    'genre',
    'summary',
    'duration_minutes',
    'age_limit',
    'poster_hue',
    'created_at',
  ];
  return tableOfUnits('concert', sizes.concerts, columns, (id) => {
    const pick = (list: string[], salt: number) =>
      list[Math.floor(randomAt(seed ^ salt, id) * list.length)] ?? '';
    const artist = `${pick(MOODS, 1)} ${pick(ARTISTS, 2)} ${id % 50_000}`;
    const title = `${pick(MOODS, 3)} ${pick(THINGS, 4)} ${id}`;
    const summary = `${artist} plays ${title}.`;
    const minutes = 60 + (id % 7) * 15;
    const created = dateTime(baseMs - 300 * 86_400_000 + id);
    return [id, title, artist, pick(GENRES, 5), summary, minutes, 0, id % 360, created];
  });
}

function schedules({ sizes, baseMs }: LoadPlan): LoadTable {
  const columns = ['id', 'concert_id', 'layout_id', 'starts_at', 'seat_limit'];
  return tableOfUnits('schedule', sizes.schedules, columns, (id) => [
    id,
    concertOf(id),
    hallIndexOf(id) + 1,
    dateTime(startsAt(id, sizes.concerts, baseMs)),
    SEAT_LIMIT,
  ]);
}

function prices({ sizes }: LoadPlan): LoadTable {
  const sectionsUpTo = HALLS.map((_, index) =>
    HALLS.slice(0, index + 1).reduce((sum, { sections }) => sum + sections, 0),
  );
  const ofAll = sectionsUpTo.at(-1) ?? 0;
  return {
    name: 'schedule_price',
    columns: ['schedule_id', 'section_no', 'price'],
    units: sizes.schedules,
    rowsUpTo: (unit) =>
      Math.floor(unit / HALLS.length) * ofAll + (sectionsUpTo[(unit % HALLS.length) - 1] ?? 0),
    *lines(after, last) {
      for (let id = after + 1; id <= last; id += 1) {
        for (let sectionNo = 1; sectionNo <= hallOf(id).sections; sectionNo += 1) {
          yield line([id, sectionNo, priceOf(id, sectionNo)]);
        }
      }
    },
  };
}
