import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryDir } from '../../repository.ts';
import {
  busySentence,
  ceilingSentence,
  comparisonPage,
  type KeptComparison,
} from './comparison-page.ts';
import type { Summary } from './summarize.ts';

const results = join(repositoryDir, 'docs', 'results');
const kept = JSON.parse(
  readFileSync(join(results, 'comparison', 'rooms.json'), 'utf8'),
) as KeptComparison;

it('docs/results/comparison.md says what the kept figures say: npm run bench:rooms -- --keep', () => {
  expect(readFileSync(join(results, 'comparison.md'), 'utf8')).toBe(comparisonPage(kept));
});

it('says how much a room that cost nothing could win over the queue in MySQL', () => {
  const costing = (database: number): Summary => ({
    ...(kept.summaries[0] as { ways: { redis: Summary } }).ways.redis,
    cpuMsPerBooking: { origins: 10, database, redis: 2, edge: 8, driver: 100 },
  });
  const ways = { off: costing(5), mysql: costing(30), redis: costing(20) };

  expect(ceilingSentence({ ways })).toMatch(/50\.0 ms .* 40\.0 .*× 1\.25.* 25\.0 .* × 2\.00/);
});

it('says how much of the distance between the rooms the origins can be', () => {
  const busy = (...ms: number[]) => ms.map((msPerBooking) => ({ where: 'mysql2', msPerBooking }));
  const ways = { off: busy(1), mysql: busy(10, 5), redis: busy(4, 6) };

  expect(busySentence({ ways })).toMatch(/busy × 1\.50 as long .* 1\.00 ms without a room/);
});
