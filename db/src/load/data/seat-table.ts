import { HALLS, hallIndexOf, SEATS_OF_ALL_HALLS } from './load-halls.ts';
import type { LoadPlan } from './load-plan.ts';
import type { LoadedReservation } from './load-sales.ts';
import { dateTime, line, type LoadTable } from './load-table.ts';

type Sales = LoadPlan['sales'];

/** All seats of a schedule come together: its share of the clustered key. */
export function seatTable({ sizes, sales }: LoadPlan): LoadTable {
  const seatsUpTo = HALLS.map((_, index) =>
    HALLS.slice(0, index + 1).reduce((sum, { seatCount }) => sum + seatCount, 0),
  );
  return {
    name: 'seat',
    columns: [
      'schedule_id',
      'seat_no',
      'section_no',
      'status',
      'version',
      'reservation_id',
      'held_until',
    ],
    units: sizes.schedules,
    rowsUpTo: (unit) =>
      Math.floor(unit / HALLS.length) * SEATS_OF_ALL_HALLS +
      (seatsUpTo[(unit % HALLS.length) - 1] ?? 0),
    *lines(after, last) {
      for (let scheduleId = after + 1; scheduleId <= last; scheduleId += 1) {
        yield seatLines(scheduleId, sales);
      }
    },
  };
}

/** What follows the schedule's number in the row of a free seat, by hall and seat. */
const FREE_ENDS = HALLS.map(({ sectionOf }) =>
  sectionOf.map((sectionNo, index) =>
    ['', index + 1, sectionNo, 'AVAILABLE', 0, String.raw`\N`, String.raw`\N`].join('\t'),
  ),
);
/** The same in one piece for schedules that nobody has touched; the number goes where the stars are. */
const FREE_HALLS = FREE_ENDS.map((ends) => ends.map((end) => `*${end}\n`).join(''));

function seatLines(scheduleId: number, sales: Sales): string {
  const hall = hallIndexOf(scheduleId);
  const { after, last } = sales.ofSchedule(scheduleId);
  if (after === last) {
    return (FREE_HALLS[hall] ?? '').replaceAll('*', String(scheduleId));
  }
  const taken = new Map<number, LoadedReservation>();
  for (let id = after + 1; id <= last; id += 1) {
    const reservation = sales.reservation(id);
    reservation.seatNos.forEach((seatNo) => taken.set(seatNo, reservation));
  }
  const ends = FREE_ENDS[hall] ?? [];
  const { sectionOf = [] } = HALLS[hall] ?? {};
  const rows = ends.map((end, index) => {
    const reservation = taken.get(index + 1);
    return reservation === undefined
      ? `${scheduleId}${end}\n`
      : line([scheduleId, index + 1, sectionOf[index] ?? 1, ...stateOf(reservation)]);
  });
  return rows.join('');
}

/** As if each had been held, and then sold or freed. */
function stateOf({ id, status, heldUntilMs }: LoadedReservation): (string | number | null)[] {
  if (status === 'CONFIRMED') return ['SOLD', 2, id, null];
  if (status === 'PENDING') return ['HELD', 1, id, dateTime(heldUntilMs)];
  return ['AVAILABLE', 2, null, null];
}
