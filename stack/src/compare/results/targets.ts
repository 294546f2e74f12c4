import { isMet, type ResultRow } from '../../results/result-row.ts';
import { round } from '../../results/round.ts';
import type { Summarized } from './summarize.ts';

/** The reference's own ratio: 1,370 with Redis, 288 with MySQL. */
export const OVER_MYSQL = 4.76;
const OF_OFF_P95 = 0.2;

export function targetsOf({ ways }: Summarized): ResultRow[] {
  const { off, mysql, redis } = ways;
  const broken = [off, mysql, redis].flatMap((way) => way.broken);
  return [
    {
      what: 'bookings a second, room in Redis ÷ queue in MySQL',
      value: ratio(redis.bookingsPerSecond, mysql.bookingsPerSecond),
      atLeast: OVER_MYSQL,
    },
    {
      what: 'bookings a second, room in Redis ÷ no room',
      value: ratio(redis.bookingsPerSecond, off.bookingsPerSecond),
      atLeast: 1,
    },
    {
      what: 'p95 of those inside, room in Redis ÷ no room',
      value: ratio(redis.p95Ms, off.p95Ms),
      atMost: OF_OFF_P95,
    },
    { what: 'failed requests with the room in Redis', value: redis.failed, atMost: 0 },
    { what: 'findings of all audits', value: broken.length, atMost: 0 },
  ];
}

export function areAllMet(summaries: Summarized[]): boolean {
  return summaries.every((one) => targetsOf(one).every(isMet));
}

/** So exact that rounding meets no bound. */
export function ratio(one: number, other: number): number {
  return round(one / other, 4);
}
