import { readProfile } from '../measuring/read-profile.ts';
import { type BenchReport, round } from '../results/bench-report.ts';

const SHOWN = 14;

/** What the origin was busy with while it was measured: the explanation of a bound that was not met. */
export function profileReport(dir: string, names: string[]): BenchReport {
  const rows = readProfile(dir)
    .slice(0, SHOWN)
    .map(({ where, share }) => ({ what: where, value: round(share * 100, 1), unit: '%' as const }));
  const title = `What the origin is busy with: ${names.join(', ')}`;
  return { name: `profile-${names.join('-')}`, title, rows };
}
