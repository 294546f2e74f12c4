import type { Run } from '../play-run.ts';

/** One run on one line, for whoever watches. */
export function runLine({ way, origins, ...run }: Run): string {
  const { business, poll, failed, requests, audit } = run;
  return [
    `${way.padEnd(5)} × ${origins}`,
    `${run.bookingsPerSecond.toFixed(1).padStart(6)} bookings/s`,
    `${String(run.bookings).padStart(6)} in all`,
    `p95 ${business.p95Ms.toFixed(0).padStart(6)} ms`,
    `polls ${poll === null ? '–' : `p95 ${poll.p95Ms.toFixed(0)} ms`}`,
    `${failed} of ${requests} failed${whatOf(run.unexpected)}`,
    audit.broken.length === 0 ? 'audit passed' : `AUDIT: ${audit.broken.join('; ')}`,
  ].join('  ');
}

function whatOf(unexpected: Record<string, number>): string {
  const parts = Object.entries(unexpected).map(([what, count]) => `${what} × ${count}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
