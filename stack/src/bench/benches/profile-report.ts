import { readOriginProfile, readWorkerProfile } from '../../processors/read-profile.ts';
import { profileRows } from '../../results/profile-rows.ts';
import type { BenchReport } from '../results/bench-report.ts';

/** What the origin was busy with while it was measured: the explanation of a bound that was not met. */
export function profileReport(dir: string, names: string[]): BenchReport {
  const title = `What the origin is busy with: ${names.join(', ')}`;
  return {
    name: `profile-${names.join('-')}`,
    title,
    rows: profileRows(readOriginProfile(dir, { origins: 1 })),
  };
}

/** The same of the Worker. */
export function workerProfileReport(profile: string): BenchReport {
  return {
    name: 'profile-worker',
    title: 'What the Worker is busy with: polls',
    rows: profileRows(readWorkerProfile(profile)),
    hint: `What has no brackets is workerd's and V8's own: \`Response\` is made from an object of headers, as the empty Worker's is,
\`(program)\` and \`(anonymous)\` bring the request in and the answer out.`,
  };
}
