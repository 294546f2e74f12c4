import { DEMO_OPERATOR } from '../../seeds/demo-accounts.ts';
import type { LoadPlan } from './load-plan.ts';
import { type LoadTable, dateTime, tableOfUnits } from './load-table.ts';

/**
 * argon2id of the demo accounts' password, made once and shared by all: a million hashes would take hours.
 * Whoever may log in with a public password is decided by the origin (`DEMO_ACCOUNTS`).
 */
const SHARED_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$HYkfj+wlNQFxWQXJOqVN6g$0ivxGkLCyjljnS8bFK0JXVkt3bF2x0BRWMml5fXP3Gc';

/** The address of a loaded buyer; the first account is the demo's operator. */
export function loadedEmail(userId: number): string {
  return userId === 1 ? DEMO_OPERATOR.email : `load-${userId}@demo.example`;
}

export function peopleTables({ sizes, baseMs }: LoadPlan): LoadTable[] {
  const columns = ['id', 'email', 'password_hash', 'name', 'role', 'created_at'];
  const createdAt = dateTime(baseMs - 300 * 86_400_000);
  return [
    tableOfUnits('user', sizes.users, columns, (id) => [
      id,
      loadedEmail(id),
      SHARED_HASH,
      `Guest ${id}`,
      id === 1 ? 'operator' : 'buyer',
      createdAt,
    ]),
  ];
}
