import type { LoadPlan } from './load-plan.ts';
import { dateTime, line, type LoadTable, tableOfUnits } from './load-table.ts';

export function saleTables(plan: LoadPlan): LoadTable[] {
  return [reservations(plan), reservedSeats(plan), buyerSchedules(plan)];
}

function reservations({ sizes, sales }: LoadPlan): LoadTable {
  const columns = [
    'id',
    'user_id',
    'schedule_id',
    'status',
    'amount',
    'held_until',
    'ticket_code',
    'confirmed_at',
    'created_at',
  ];
  return tableOfUnits('reservation', sizes.reservations, columns, (id) => {
    const { userId, scheduleId, status, amount, heldUntilMs, createdMs } = sales.reservation(id);
    const isPaid = status === 'CONFIRMED';
    return [
      id,
      userId,
      scheduleId,
      status,
      amount,
      dateTime(heldUntilMs),
      isPaid ? ticketCode(id) : null,
      isPaid ? dateTime(createdMs + 60_000) : null,
      dateTime(createdMs),
    ];
  });
}

function reservedSeats({ sizes, sales }: LoadPlan): LoadTable {
  const upTo = countUp(sizes.reservations, (id) => sales.reservation(id).seatNos.length);
  return {
    name: 'reservation_seat',
    columns: ['reservation_id', 'schedule_id', 'seat_no', 'price', 'live'],
    units: sizes.reservations,
    rowsUpTo: upTo,
    *lines(after, last) {
      for (let id = after + 1; id <= last; id += 1) {
        const { scheduleId, seatNos, prices, status } = sales.reservation(id);
        const live = status === 'CONFIRMED' || status === 'PENDING' ? 1 : null;
        for (const [index, seatNo] of seatNos.entries()) {
          yield line([id, scheduleId, seatNo, prices[index] ?? 0, live]);
        }
      }
    },
  };
}

function buyerSchedules({ sizes, sales }: LoadPlan): LoadTable {
  return {
    name: 'buyer_schedule',
    columns: ['schedule_id', 'user_id'],
    units: sizes.schedules,
    rowsUpTo: (unit) => sales.ofSchedule(unit).last,
    *lines(after, last) {
      for (let scheduleId = after + 1; scheduleId <= last; scheduleId += 1) {
        const own = sales.ofSchedule(scheduleId);
        const buyers: number[] = [];
        for (let id = own.after + 1; id <= own.last; id += 1) {
          buyers.push(sales.reservation(id).userId);
        }
        for (const userId of buyers.sort((a, b) => a - b)) {
          yield line([scheduleId, userId]);
        }
      }
    },
  };
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 16;

/** Sixteen letters as the shop's own codes have: the number in the first ones makes each the only one. */
function ticketCode(id: number): string {
  let left = id;
  let code = '';
  for (let letter = 0; letter < LETTERS; letter += 1) {
    code += ALPHABET[letter < 7 ? left % 32 : (id * (letter + 3)) % 29] ?? '';
    left = Math.floor(left / 32);
  }
  return code;
}

/** Sums up to each unit, without keeping one number for each. */
function countUp(units: number, rowsOf: (unit: number) => number): (unit: number) => number {
  const sums = new Uint32Array(units + 1);
  for (let unit = 1; unit <= units; unit += 1) {
    sums[unit] = (sums[unit - 1] ?? 0) + rowsOf(unit);
  }
  return (unit) => sums[unit] ?? 0;
}
