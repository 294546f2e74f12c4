import { describe, expect, it } from 'vitest';
import { isMet } from '../results/result-row.ts';
import { drillArrivals } from './arrivals.ts';
import { drillPolls } from './polls.ts';
import { drillRedisFailover, drillRedisLoss } from './redis-loss.ts';

/** The drills at a size for every day; `npm run drill` runs them at full size. */

const log = () => undefined;

describe('a drill', () => {
  it(
    'loses nobody when Redis is killed, empty or behind as it comes back',
    { timeout: 180_000 },
    async () => {
      const visitors = 300;
      const drills = [drillRedisLoss, drillRedisFailover];
      const reports = await Promise.all(drills.map((drill) => drill({ visitors, log })));
      for (const { name, rows } of reports) {
        expect(
          rows.filter((row) => !isMet(row)),
          name,
        ).toEqual([]);
        const before = rows.find(({ what }) => what.includes('before the kill'));
        expect(before?.value).toBeLessThan(visitors);
      }
    },
  );

  it('sees no more origin requests for more polls', { timeout: 180_000 }, async () => {
    const { rows } = await drillPolls({ visitors: 1_000, log });
    expect(rows.filter((row) => !isMet(row))).toEqual([]);
    expect(rows[0]?.value).toBeGreaterThan(10);
  });

  it('gives a crowd its numbers in few requests', { timeout: 180_000 }, async () => {
    const { rows } = await drillArrivals({ visitors: 1_000, log });
    // How few depends on how fast this machine brings the crowd on: batches leave at a pace. Ungathered it is one each.
    const isCount = ({ what }: { what: string }) => what.startsWith('origin requests');
    expect(rows.filter((row) => !isMet(row) && !isCount(row))).toEqual([]);
    expect(rows.find(isCount)?.value).toBeLessThan(500);
  });
});
