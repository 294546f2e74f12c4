import type { RunAudit } from '../../load/audit/audit-run.ts';
import { isMet } from '../../results/result-row.ts';

/** Figures of a shop that broke a promise would be worth nothing. */
export function failUnlessHeld({ rows, broken }: RunAudit, origins: number): void {
  const unmet = rows.filter((row) => !isMet(row)).map(({ what, value }) => `${what}: ${value}`);
  if (broken.length + unmet.length > 0) {
    throw new Error(`The audit with ${origins} origins: ${[...broken, ...unmet].join('; ')}`);
  }
}
