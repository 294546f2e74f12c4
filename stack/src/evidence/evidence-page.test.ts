import { describe, expect, it } from 'vitest';
import { type Evidence, evidencePage, targetsOf } from './evidence-page.ts';
import { middleOf } from './middle-of-rounds.ts';
import type { Measured } from './run-measure.ts';

const SEAT_MAP = "SELECT seat_no, status = 'SOLD' FROM seat WHERE schedule_id = ?";

function measured(seatMapMs: number, changes: Partial<Measured> = {}): Measured {
  const plan = [{ table: 'seat', type: 'ref', key: 'PRIMARY', rows: '50', Extra: '' }];
  const query = {
    sql: SEAT_MAP,
    calls: ['getSeats'],
    count: 20,
    failed: 0,
    p50Ms: seatMapMs,
    p99Ms: seatMapMs,
  };
  return {
    server: '10.11',
    visits: 20,
    refusals: [],
    queries: [{ ...query, returned: 4, rowsRead: 50, plan, why: 'All seats.' }],
    faults: [],
    ...changes,
  };
}

function evidence(small: Measured, large: Measured): Evidence {
  return {
    measured: { on: '2026-11-22', commit: 'abc', cores: 2, node: 'v24', server: '10.11' },
    seed: 1,
    rounds: 3,
    small: { scale: 0.001, seats: 150_000 },
    large: { scale: 0.1, seats: 15_000_000 },
    runs: { small, large, restarted: large, reference: large, none: measured(300) },
  };
}

describe('the targets', () => {
  it('are met by a seat map that costs the same at both sizes', () => {
    const targets = targetsOf(evidence(measured(0.4), measured(0.5)));
    expect(targets.every(({ isMet }) => isMet)).toBe(true);
  });

  it.each<[string, Measured]>([
    ['a seat map that takes longer than a millisecond', measured(1.1)],
    ['one that grows with the table', measured(0.9)],
    ['a scan', measured(0.5, { faults: [{ sql: SEAT_MAP, what: 'reads the whole table' }] })],
    ['a refusal', measured(0.5, { refusals: [{ call: 'getSeats', status: 503, code: 'x' }] })],
  ])('are not met with %s', (_what, large) => {
    const missed = targetsOf(evidence(measured(0.4), large)).filter(({ isMet }) => !isMet);
    expect(missed.length).toBeGreaterThan(0);
  });
});

it('the page says of every statement what it costs with each set of keys', () => {
  const page = evidencePage(evidence(measured(0.4), measured(0.5)));

  expect(page).toContain(
    '| 1 | getSeats | 50 / 4 | seat: PRIMARY | 0.40 / 0.40 | 0.50 / 0.50 | 0.50 / 0.50 | 0.50 / 0.50 | 300 / 300 |',
  );
  expect(page).toContain('- 1: 50 rows for 4. All seats.');
});

it('the page says what was not run', () => {
  const { runs, ...rest } = evidence(measured(0.4), measured(0.5));
  const page = evidencePage({ ...rest, runs: { small: runs.small, large: runs.large } });

  expect(page).toContain('| 0.40 / 0.40 | 0.50 / 0.50 | not run | not run | not run |');
  expect(page).toContain('- none: not run.');
});

it('rounds are told by their middle, and hide nothing that went wrong', () => {
  const refused = { call: 'getSeats', status: 503, code: 'x' };
  const rounds = [measured(0.4), measured(9, { refusals: [refused] }), measured(0.5)];

  const middle = middleOf(rounds);

  expect(middle).toMatchObject({ visits: 60, refusals: [refused] });
  expect(middle.queries).toMatchObject([{ sql: SEAT_MAP, p50Ms: 0.5, count: 60 }]);
});
