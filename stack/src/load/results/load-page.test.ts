import { describe, expect, it } from 'vitest';
import { type KeptRun, loadPage } from './load-page.ts';

const HELD = { what: 'audit: of them broken', value: 0, atMost: 0 };
const LATE = { what: 'business calls, p95, ms', value: 700, atMost: 500 };

function run(change: Partial<KeptRun>): KeptRun {
  return {
    scenario: 'smoke',
    question: 'Does it work?',
    target: 'edge',
    figures: {
      driver: 'k6',
      seconds: 10,
      visitors: 5,
      unsent: 0,
      bookings: 5,
      left: {},
      byKind: {
        business: { calls: 35, failed: 1, p50Ms: 12.25, p95Ms: 27, p99Ms: 31, mostMs: 32 },
      },
      byName: {},
      thirdsP95Ms: { first: 0, last: 0 },
      unexpected: {},
      behindP99Ms: 0,
    },
    rows: [HELD],
    broken: [],
    isMet: true,
    command: 'npm run load -- smoke --own --keep',
    driver: 'k6 v2.2.0',
    measured: { on: '2026-11-22', commit: 'abc1234', machine: '2 × a core, 24 GB' },
    ...change,
  };
}

describe('the page of the load scenarios', () => {
  it('has a row a run, with its audit and its verdict', () => {
    const page = loadPage([run({})]);
    expect(page).toMatch(/\| smoke +\| edge \| +5 \| +5 \| +35 \| +12.3 \/ 27.0 \/ 31.0 \| +1 \|/);
    expect(page).toContain('| held  | met    |');
    expect(page).toContain(
      '- `npm run load -- smoke --own --keep`: k6 v2.2.0, 2026-11-22, commit abc1234',
    );
    expect(page).not.toContain('Not met');
  });

  it('says what was missed, and which run lost its audit', () => {
    const unknown = { what: 'p95 of the last third', value: Infinity, atMost: 1.5 };
    const missed = run({ scenario: 'soak', rows: [HELD, LATE, unknown], isMet: false });
    const broken = run({ target: 'origin', rows: [{ ...HELD, value: 2 }], isMet: false });
    const page = loadPage([missed, broken]);
    expect(page).toContain('- soak, edge: business calls, p95, ms: 700 (≤ 500)');
    expect(page).toContain('p95 of the last third: not measured (≤ 1.5)');
    expect(page).toMatch(/smoke .*\*\*broken\*\* \| \*\*not met\*\*/);
    expect(page).toMatch(/soak .*held +\| \*\*not met\*\*/);
  });

  it('tells what had the processors, of the runs that read it', () => {
    const busiest = { driver: 1.204, edge: null, origins: 0.6, redis: 0.05, database: 0.01 };
    const read = { machineCores: 2, whole: busiest, busiest };
    const page = loadPage([run({ processors: read }), run({ target: 'origin' })]);
    expect(page).toMatch(
      /\| smoke +\| edge \| +1.20 \| +– \| +0.60 \| +0.05 \| +0.01 \| 1.86 of 2 \|/,
    );
    expect(page.match(/^\| smoke/gm)).toHaveLength(3);
    expect(loadPage([run({})])).not.toContain('What had the processors');
  });

  it('tells what the origins were busy with, of the runs that were profiled', () => {
    const profile = {
      command: 'npm run load -- smoke --own --profile DIR --keep',
      measured: { on: '2026-11-23', commit: 'def5678', machine: '2 × a core, 24 GB' },
      rows: [{ what: 'mysql2', value: 12 }],
    };
    const page = loadPage([run({ profile }), run({ target: 'origin' })]);
    expect(page).toMatch(/\| smoke, edge \| +% \|\n.*\n\| mysql2 +\| 12\.0 \|/);
    expect(page).toContain(
      '`npm run load -- smoke --own --profile DIR --keep`, 2026-11-23, commit',
    );
    expect(loadPage([run({})])).not.toContain('busy with');
  });
});
