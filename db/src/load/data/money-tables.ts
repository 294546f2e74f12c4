import type { LoadPlan } from './load-plan.ts';
import { dateTime, line, type LoadTable, tableOfUnits } from './load-table.ts';

const CHARGE_STEP = 10_000;

/** A charge for each user, then a payment for each reservation that is paid, as it came. */
export function moneyTables(plan: LoadPlan): LoadTable[] {
  const { users, reservations } = plan.sizes;
  const spent = new Float64Array(users + 1);
  const paidUpTo = new Uint32Array(reservations + 1);
  for (let id = 1; id <= reservations; id += 1) {
    const { userId, amount, status } = plan.sales.reservation(id);
    const isPaid = status === 'CONFIRMED';
    spent[userId] = (spent[userId] ?? 0) + (isPaid ? amount : 0);
    paidUpTo[id] = (paidUpTo[id - 1] ?? 0) + (isPaid ? 1 : 0);
  }
  const charged = (userId: number) =>
    Math.ceil((spent[userId] ?? 0) / CHARGE_STEP) * CHARGE_STEP + (userId % 20) * 50_000;
  return [
    tableOfUnits('wallet', users, ['user_id', 'balance'], (userId) => [
      userId,
      charged(userId) - (spent[userId] ?? 0),
    ]),
    ledger(plan, charged, paidUpTo),
  ];
}

function ledger(
  { sizes, sales, baseMs }: LoadPlan,
  charged: (userId: number) => number,
  paidUpTo: Uint32Array,
): LoadTable {
  const { users, reservations } = sizes;
  const chargedAt = dateTime(baseMs - 250 * 86_400_000);
  const createBalances = () => runningBalances(users, charged, sales);
  return {
    name: 'ledger',
    columns: ['id', 'user_id', 'kind', 'amount', 'balance_after', 'reservation_id', 'created_at'],
    units: users + reservations,
    rowsUpTo: (unit) => (unit <= users ? unit : users + (paidUpTo[unit - users] ?? 0)),
    *lines(after, last) {
      const balanceAfter = createBalances();
      for (let id = after + 1; id <= last; id += 1) {
        if (id <= users) {
          yield line([id, id, 'CHARGE', charged(id), charged(id), null, chargedAt]);
          continue;
        }
        const { userId, amount, status, createdMs } = sales.reservation(id - users);
        if (status === 'CONFIRMED') {
          const paidAt = dateTime(createdMs + 60_000);
          yield line([
            id,
            userId,
            'PAYMENT',
            -amount,
            balanceAfter(id - users),
            id - users,
            paidAt,
          ]);
        }
      }
    },
  };
}

/** What the buyer has left after a reservation was paid; asked in the order of their ids. */
function runningBalances(
  users: number,
  charged: (userId: number) => number,
  sales: LoadPlan['sales'],
): (reservationId: number) => number {
  const spent = new Float64Array(users + 1);
  let counted = 0;
  return (reservationId) => {
    for (; counted < reservationId; counted += 1) {
      const { userId, amount, status } = sales.reservation(counted + 1);
      spent[userId] = (spent[userId] ?? 0) + (status === 'CONFIRMED' ? amount : 0);
    }
    const { userId } = sales.reservation(reservationId);
    return charged(userId) - (spent[userId] ?? 0);
  };
}
